'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Command } from 'cmdk'
import {
  CircleUserRound,
  ClipboardCheck,
  CornerDownLeft,
  FileUp,
  History,
  House,
  Keyboard,
  ListTodo,
  type LucideIcon,
  Plus,
  Search,
  Settings,
  SunMoon,
  TestTubeDiagonal,
  Users,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { Dialog } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { Formula } from '@/app/_components/Formula'
import { themeChoices } from '@/app/_components/words'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { useSettled } from '@/app/_lib/useSettled'
import { readSampleCode } from '@/science/sampleCode'
import type { LabView, MeView } from '@/server/views'
import { hitKinds } from '../search/hitKinds'
import { places } from './places'

/** Everything by name: the lab's records, its pages, and what can be made. */
export function CommandPalette({
  me,
  lab,
  onClose,
  onKeys,
}: {
  me: MeView
  lab: LabView
  onClose: () => void
  onKeys: () => void
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const router = useRouter()
  const { theme = 'system', setTheme } = useTheme()
  const [text, setText] = useState('')
  const query = useSettled(text.trim())
  const found = useQuery({
    ...trpc.search.find.queryOptions({ lab: lab.slug, query }),
    enabled: query.length > 0,
    placeholderData: keepPreviousData,
  })
  const create = useMutation(
    trpc.plans.create.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries({ queryKey: trpc.plans.pathKey() })
        router.push(`/${lab.slug}/plans/${id}`)
      },
      onError: (error) => toast.error(errorSentence(error)),
    }),
  )

  const go = (href: string) => {
    onClose()
    router.push(href)
  }
  const does = (...words: string[]) =>
    query === '' || words.some((word) => word.toLowerCase().includes(query.toLowerCase()))
  // Known before the search answers: whoever scans a label into this field presses Enter at once.
  const code = readSampleCode(text)
  const hits = query === '' ? [] : (found.data ?? []).filter((hit) => hit.kind !== 'sample' || hit.title !== code)
  const pages = [
    { name: 'Home', href: `/${lab.slug}`, icon: House },
    { name: 'My work', href: `/${lab.slug}/my-work`, icon: ListTodo },
    { name: 'Search', href: `/${lab.slug}/search`, icon: Search },
    ...places.map((place) => ({ name: place.name, href: `/${lab.slug}/${place.segment}`, icon: place.icon })),
    { name: 'Upload files', href: `/${lab.slug}/upload`, icon: FileUp },
    { name: 'Reviews', href: `/${lab.slug}/reviews`, icon: ClipboardCheck },
    { name: 'Activity', href: `/${lab.slug}/activity`, icon: History },
    { name: 'Members', href: `/${lab.slug}/members`, icon: Users },
    { name: 'Settings', href: `/${lab.slug}/settings`, icon: Settings },
    { name: 'Account and sessions', href: '/account', icon: CircleUserRound },
    ...me.labs
      .filter((one) => one.slug !== lab.slug)
      .map((one) => ({ name: `Lab: ${one.name}`, href: `/${one.slug}`, icon: House })),
  ].filter((page) => does(page.name))
  const themes = themeChoices.filter((choice) => choice.value !== theme && does('theme', 'light', 'dark', choice.label))
  const mayCreate = lab.allowed.includes('plan.create')

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-ink/20 dark:bg-ground/60" />
        <Dialog.Content
          aria-describedby={undefined}
          className="appear fixed inset-x-0 top-0 z-50 mx-auto flex max-h-dvh w-full flex-col border-line bg-raised text-ink shadow-lg outline-none sm:top-[12dvh] sm:max-h-[70dvh] sm:max-w-[36rem] sm:rounded-lg sm:border"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Command shouldFilter={false} label="Search and commands" className="flex min-h-0 flex-col" loop>
            <div className="flex items-center gap-2.5 border-b border-line px-3.5">
              <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
              <Command.Input
                value={text}
                onValueChange={setText}
                maxLength={200}
                placeholder="Search, go to, create"
                className="h-12 w-full bg-transparent text-[1rem] outline-none"
              />
              <kbd className="font-sans text-xs text-ink-muted max-sm:hidden">Esc</kbd>
            </div>
            <Command.List className="min-h-0 scroll-py-2 overflow-y-auto p-1.5" label="Found">
              <Command.Empty className="px-3 py-6 text-sm text-ink-muted">
                {found.isFetching
                  ? 'Searching …'
                  : found.isError
                    ? errorSentence(found.error)
                    : 'Nothing in this lab says that.'}
              </Command.Empty>
              {code !== null && (
                <Group heading="Sample code">
                  <Item
                    value={`code-${code}`}
                    icon={TestTubeDiagonal}
                    detail="sample"
                    onSelect={() => go(`/${lab.slug}/s/${code}`)}
                  >
                    Open {code}
                  </Item>
                </Group>
              )}
              {hits.length > 0 && (
                <Group heading="In this lab">
                  {hits.map((hit) => (
                    <Item
                      key={`${hit.kind}-${hit.id}`}
                      value={`${hit.kind}-${hit.id}`}
                      icon={hitKinds[hit.kind].Icon}
                      detail={hitKinds[hit.kind].one}
                      onSelect={() => go(hit.href)}
                    >
                      <Formula text={hit.title} />
                      {hit.detail && (
                        <span className="block truncate text-xs text-ink-muted">
                          <Formula text={hit.detail} />
                        </span>
                      )}
                    </Item>
                  ))}
                  <Item
                    value="all-results"
                    icon={Search}
                    onSelect={() => go(`/${lab.slug}/search?q=${encodeURIComponent(query)}`)}
                  >
                    All results for “{query}”
                  </Item>
                </Group>
              )}
              {pages.length > 0 && (
                <Group heading="Go to">
                  {pages.map((page) => (
                    <Item key={page.href} value={page.href} icon={page.icon} onSelect={() => go(page.href)}>
                      {page.name}
                    </Item>
                  ))}
                </Group>
              )}
              {mayCreate && (
                <Group heading="Create">
                  <Item
                    value="create-plan"
                    icon={Plus}
                    onSelect={() => {
                      if (text.trim() === '') return go(`/${lab.slug}/plans?new`)
                      onClose()
                      create.mutate({ lab: lab.slug, title: text.trim() })
                    }}
                  >
                    {text.trim() === '' ? 'New plan …' : `New plan “${text.trim()}”`}
                  </Item>
                </Group>
              )}
              {(themes.length > 0 || does('keys', 'help', 'keyboard')) && (
                <Group heading="This page">
                  {does('keys', 'help', 'keyboard') && (
                    <Item
                      value="keys"
                      icon={Keyboard}
                      detail="?"
                      onSelect={() => {
                        onClose()
                        onKeys()
                      }}
                    >
                      Keys of this page
                    </Item>
                  )}
                  {themes.map((choice) => (
                    <Item
                      key={choice.value}
                      value={`theme-${choice.value}`}
                      icon={SunMoon}
                      onSelect={() => {
                        setTheme(choice.value)
                        onClose()
                      }}
                    >
                      Theme: {choice.label.toLowerCase()}
                    </Item>
                  ))}
                </Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-muted"
    >
      {children}
    </Command.Group>
  )
}

function Item({
  value,
  icon: Icon,
  detail,
  onSelect,
  children,
}: {
  value: string
  icon: LucideIcon
  detail?: string
  onSelect: () => void
  children: ReactNode
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="group flex min-h-11 cursor-default items-center gap-2.5 rounded px-2 py-1 text-sm data-[selected=true]:bg-hover sm:min-h-9"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
      <span className="min-w-0 flex-1">{children}</span>
      {detail && <span className="shrink-0 text-xs text-ink-muted">{detail}</span>}
      <CornerDownLeft
        aria-hidden
        className="hidden size-3.5 shrink-0 text-ink-muted group-data-[selected=true]:block"
      />
    </Command.Item>
  )
}
