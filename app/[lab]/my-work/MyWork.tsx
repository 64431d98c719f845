import Link from 'next/link'
import type { ReactNode } from 'react'
import { RelativeTime } from '@/app/_components/RelativeTime'
import { Section } from '@/app/_components/record/Facts'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import type { LabView, MyWorkView, RunListItem } from '@/server/views'
import { Line, Lines } from './Lines'

export function isNothing({ reviews, runs, cellsToBuild, testsToFetch, mentions }: MyWorkView): boolean {
  return reviews.length + runs.length + cellsToBuild.total + testsToFetch.total + mentions.length === 0
}

/** The kinds of work of which there is some, at most so many lines of each. */
export function MyWork({ lab, work, most }: { lab: LabView; work: MyWorkView; most: number }) {
  const at = `/${lab.slug}`
  const { reviews, runs, cellsToBuild, testsToFetch, mentions } = work
  return (
    <>
      <Kind title="Reviews waiting for you" lines={reviews} most={most} total={reviews.length} lab={lab}>
        {(review) => (
          <Line
            key={review.id}
            href={`${at}/reviews/${review.id}`}
            title={review.planTitle || 'Untitled plan'}
            detail={`${count(review.recipes.length, 'recipe')}, asked by ${review.requestedBy.name}`}
            aside={<RelativeTime at={review.requestedAt} />}
          />
        )}
      </Kind>
      <Kind title="Your runs" lines={runs} most={most} total={runs.length} lab={lab}>
        {(run) => (
          <Line
            key={run.id}
            href={`${at}/runs/${run.id}`}
            title={nameOf(run)}
            detail={`${run.next === null ? 'all steps are through: close it' : `next: ${run.next.toLowerCase()}`} · ${run.planTitle}`}
            aside={
              <>
                <RunStateMark state={run.state} />
                <RelativeTime at={run.startedAt} />
              </>
            }
          />
        )}
      </Kind>
      <Kind title="Cells to build" lines={cellsToBuild.runs} most={most} total={cellsToBuild.total} lab={lab}>
        {(run) => (
          <Line
            key={run.id}
            href={`${at}/runs/${run.id}`}
            title={nameOf(run)}
            detail={`${run.sampleCodes.slice(0, 3).join(', ')}${run.sampleCodes.length > 3 ? ' …' : ''}: no cell yet`}
            aside={<RelativeTime at={run.closedAt ?? run.startedAt} />}
          />
        )}
      </Kind>
      <Kind title="Tests to fetch" lines={testsToFetch.cells} most={most} total={testsToFetch.total} lab={lab}>
        {(cell) => (
          <Line
            key={cell.id}
            href={`${at}/cells/${cell.id}`}
            title={cell.name}
            detail={`${cell.recipeName}, ${cell.testCount === 0 ? 'no file yet' : 'no file could be read yet'}`}
            aside={<RelativeTime at={cell.builtAt} />}
          />
        )}
      </Kind>
      <Kind title="Said to you" lines={mentions} most={most} total={mentions.length} lab={lab}>
        {(mention) => (
          <Line
            key={mention.id}
            href={`${at}/${mention.place}`}
            title={mention.sentence}
            aside={<RelativeTime at={mention.at} />}
          />
        )}
      </Kind>
    </>
  )
}

function Kind<One>({
  title,
  lines,
  total,
  most,
  lab,
  children,
}: {
  title: string
  lines: readonly One[]
  total: number
  most: number
  lab: LabView
  children: (one: One) => ReactNode
}) {
  if (lines.length === 0) return null
  const shown = lines.slice(0, most)
  return (
    <Section
      title={title}
      aside={
        shown.length < lines.length ? (
          <Link href={`/${lab.slug}/my-work`} className="text-sm text-accent hover:underline">
            All {total.toLocaleString('en')}
          </Link>
        ) : (
          shown.length < total && (
            <span className="text-sm text-ink-muted tabular-nums">
              the newest {shown.length} of {total.toLocaleString('en')}
            </span>
          )
        )
      }
    >
      <Lines>{shown.map(children)}</Lines>
    </Section>
  )
}

function nameOf(run: RunListItem): string {
  return `${run.recipeName}, run ${run.number}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
