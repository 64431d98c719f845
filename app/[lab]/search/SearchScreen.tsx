'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { EmptyState } from '@/app/_components/EmptyState'
import { Formula } from '@/app/_components/Formula'
import { Input } from '@/app/_components/Input'
import { PageHeader } from '@/app/_components/PageHeader'
import { Section } from '@/app/_components/record/Facts'
import { useTRPC } from '@/app/_lib/trpc'
import type { SearchHit, SearchPageView } from '@/server/views'
import { hitKinds } from './hitKinds'

type Kind = SearchHit['kind']

/** All that was found, by kind; one kind as a list that goes on. The words stand in the address. */
export function SearchScreen({
  lab,
  query,
  kind,
  initial,
}: {
  lab: string
  query: string
  kind: Kind | undefined
  initial: SearchPageView
}) {
  const trpc = useTRPC()
  const router = useRouter()
  const [typed, setTyped] = useState(query)
  const found = useInfiniteQuery(
    trpc.search.page.infiniteQueryOptions(
      { lab, query, kind },
      {
        initialCursor: null,
        getNextPageParam: (page) => page.next,
        initialData: { pages: [initial], pageParams: [null] },
      },
    ),
  )
  const { kinds, words, conditions } = found.data?.pages[0] ?? initial
  const hits = (found.data?.pages ?? [initial]).flatMap((page) => page.hits)
  const address = (to: { query?: string; kind?: Kind }) =>
    `/${lab}/search?${new URLSearchParams({ q: to.query ?? query, ...(to.kind && { kind: to.kind }) })}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    router.replace(address({ query: typed.trim() }))
  }
  const total = kinds.reduce((sum, { count }) => sum + count, 0)

  return (
    <div className="max-w-[64rem]">
      <PageHeader title="Search" />
      <search>
        <form onSubmit={submit} className="mb-2 flex gap-2">
          <Input
            type="search"
            aria-label="Search for"
            value={typed}
            maxLength={200}
            onChange={(event) => setTyped(event.target.value)}
            placeholder="okada wet sinter > 480"
            className="flex-1"
          />
          <Button type="submit">
            <Search aria-hidden className="size-4" /> Search
          </Button>
        </form>
      </search>
      {query === '' ? (
        <EmptyState title="Codes, names, notes, people, numbers">
          Words that must all be there, in whatever order; and what parameters are: “sinter &gt; 480”, “lbo = 2”,
          “sinter 450–550 °C”, “thickness ≤ 4 nm”.
        </EmptyState>
      ) : (
        <>
          <p role="status" className="m-0 mb-4 text-sm text-ink-muted">
            {total === 0
              ? 'Nothing'
              : kinds.some(({ isMore }) => isMore)
                ? `More than ${total.toLocaleString('en')}`
                : total.toLocaleString('en')}{' '}
            found with{' '}
            {[words.length > 0 && words.map((word) => `“${word}”`).join(' and '), ...conditions]
              .filter(Boolean)
              .join(', ')}
          </p>
          {total === 0 && (
            <EmptyState title="Nothing in this lab says that">
              Words are found from their beginning; all of them must be there. Leave one out, or look for a part of a
              code.
            </EmptyState>
          )}
          {kinds.length > 0 && (
            <nav aria-label="Kinds" className="mb-5 flex flex-wrap gap-1.5">
              <Facet href={address({})} isHere={kind === undefined}>
                all
              </Facet>
              {kinds.map((one) => (
                <Facet key={one.kind} href={address({ kind: one.kind })} isHere={kind === one.kind}>
                  {hitKinds[one.kind].many.toLowerCase()} {one.count.toLocaleString('en')}
                  {one.isMore && '+'}
                </Facet>
              ))}
            </nav>
          )}
          {kind === undefined ? (
            kinds.map((one) => {
              const own = hits.filter((hit) => hit.kind === one.kind)
              return (
                <Section
                  key={one.kind}
                  title={hitKinds[one.kind].many}
                  aside={
                    one.count > own.length && (
                      <Link href={address({ kind: one.kind })} className="text-sm text-accent hover:underline">
                        All {one.count.toLocaleString('en')}
                        {one.isMore && '+'}
                      </Link>
                    )
                  }
                >
                  <Hits hits={own} />
                </Section>
              )
            })
          ) : (
            <>
              <Hits hits={hits} />
              {found.hasNextPage && (
                <Button className="mt-3" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                  {found.isFetchingNextPage ? 'Loading …' : 'Show more'}
                </Button>
              )}
            </>
          )}
        </>
      )}
    </div>
  )
}

function Facet({ href, isHere, children }: { href: string; isHere: boolean; children: React.ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={isHere ? 'true' : undefined}
      className="inline-flex h-9 items-center rounded-md border border-line px-2.5 text-sm text-ink-muted tabular-nums hover:bg-hover hover:text-ink aria-[current]:border-accent aria-[current]:text-accent sm:h-8"
    >
      {children}
    </Link>
  )
}

function Hits({ hits }: { hits: readonly SearchHit[] }) {
  return (
    <ul className="m-0 list-none p-0">
      {hits.map((hit) => {
        const { Icon } = hitKinds[hit.kind]
        return (
          <li key={hit.id} className="border-t border-line first:border-t-0">
            <Link href={hit.href} className="-mx-2 flex items-start gap-3 rounded px-2 py-2 hover:bg-ground">
              <Icon aria-hidden className="mt-0.5 size-4 flex-none text-ink-muted" />
              <span className="min-w-0">
                <span className="font-medium break-words">
                  <Formula text={hit.title} />
                </span>
                {hit.detail && (
                  <span className="block text-sm break-words text-ink-muted">
                    <Formula text={hit.detail} />
                  </span>
                )}
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
