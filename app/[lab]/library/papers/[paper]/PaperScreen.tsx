'use client'

import { Link2 } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Formula } from '@/app/_components/Formula'
import { PageHeader } from '@/app/_components/PageHeader'
import { Facts, Section } from '@/app/_components/record/Facts'
import { describeDetails, describeValue } from '@/app/[lab]/samples/[sample]/describeCharacterisation'
import { figureLabel, formatConditions, formatCycles, formatPublished, formatUnit } from '@/science/comparison/figures'
import type { LiteratureSample, LiteratureSweep } from '@/science/library/literature'
import { processLabels } from '@/science/recipe/process'
import type { PublishedResult } from '@/server/views'

/** What a paper says, place by place: where a hollow mark in a chart leads to. */
export function PaperScreen({
  lab,
  paper,
  results,
  samples,
  sweeps,
}: {
  lab: string
  paper: { id: string; system: string; doi: string | null; reference: string | null }
  results: readonly PublishedResult[]
  samples: readonly LiteratureSample[]
  sweeps: readonly LiteratureSweep[]
}) {
  const sought = useSought()
  const tests = [...Map.groupBy(results, (one) => one.paperTestId)]
  const characterised = samples.filter((sample) => (sample.characterisation ?? []).length > 0)
  return (
    <div className="max-w-4xl">
      <p className="mt-0 mb-2 text-sm">
        <Link href={`/${lab}/library`} className="text-accent hover:underline">
          Library
        </Link>
      </p>
      <PageHeader title={paper.id} intro={<Formula text={paper.system} />} />
      <Facts
        facts={[
          ...(paper.reference ? [{ name: 'Reference', value: <Formula text={paper.reference} /> }] : []),
          {
            name: 'DOI',
            value: paper.doi ? (
              <a
                href={`https://doi.org/${paper.doi}`}
                target="_blank"
                rel="noreferrer"
                className="text-accent hover:underline"
              >
                {paper.doi}
              </a>
            ) : (
              <>
                <span className="text-ink-muted">
                  none in the library’s data; the paper is found by the title and journal of its reference
                </span>
                {paper.reference && (
                  <a
                    href={`https://search.crossref.org/search/works?q=${encodeURIComponent(paper.reference)}`}
                    target="_blank"
                    rel="noreferrer"
                    className="block text-accent hover:underline"
                  >
                    look for it at Crossref
                  </a>
                )}
              </>
            ),
          },
          { name: 'Results', value: results.length },
        ]}
      />
      <p className="mt-3 mb-5 max-w-prose text-sm text-ink-muted">
        Transcribed from the main text, each entry with where it stands there. What the text leaves open is said. No
        paper names the reference cycle of its retention.
      </p>
      <Section title="Tests and their results">
        <ol className="m-0 list-none p-0">
          {tests.map(([test, own]) => (
            <PaperTest key={test} test={test} results={own} paper={paper} sought={sought} />
          ))}
        </ol>
      </Section>
      {characterised.length > 0 && (
        <Section title="Characterisation">
          {characterised.map((sample) => (
            <div key={sample.id} className="mb-4">
              <h3 className="m-0 mb-1 text-sm font-semibold">{sample.label}</h3>
              <ul className="m-0 list-none p-0">
                {(sample.characterisation ?? []).map(({ quantity, value, unit, method, where, ...details }) => (
                  <li
                    key={`${quantity} ${where} ${JSON.stringify(value)}`}
                    className="grid gap-x-4 border-b border-line py-1.5 text-sm sm:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,3fr)]"
                  >
                    <span className="first-letter:uppercase">
                      <Formula text={figureLabel(quantity)} />
                    </span>
                    <span className="tabular-nums">
                      {describeValue(value)} {unit && <span className="text-ink-muted">{formatUnit(unit)}</span>}
                    </span>
                    <span className="text-ink-muted">
                      {[method, describeDetails(details), where].filter(Boolean).join(' · ')}
                    </span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </Section>
      )}
      {sweeps.length > 0 && (
        <Section title="Sweeps">
          <ul className="m-0 list-none p-0 text-sm">
            {sweeps.map((sweep) => (
              <li key={sweep.variable} className="border-b border-line py-1.5">
                <span className="first-letter:uppercase">
                  <Formula text={figureLabel(sweep.variable)} />
                </span>
                : best at {String(sweep.best)}
                {sweep.levels && ` of ${sweep.levels.join(', ')}`}{' '}
                <span className="text-ink-muted">({sweep.where})</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}

function PaperTest({
  test,
  results,
  paper,
  sought,
}: {
  test: string
  results: readonly PublishedResult[]
  paper: { id: string; doi: string | null }
  sought: string | null
}) {
  const [first] = results
  if (!first) return null
  return (
    <li id={test} tabIndex={-1} className="scroll-mt-20 border-b border-line py-3 outline-none first:pt-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className={`m-0 text-sm font-semibold ${sought === test ? 'text-accent' : ''}`}>
          {first.sampleLabel} <span className="font-normal text-ink-muted">{processLabels[first.process]}</span>
        </h3>
        <span className="text-sm">
          {first.place}
          {paper.doi && (
            <>
              {' '}
              <a
                href={`https://doi.org/${paper.doi}`}
                target="_blank"
                rel="noreferrer"
                aria-label={`in the paper: ${paper.id}, ${first.place}`}
                className="text-accent hover:underline"
              >
                in the paper
              </a>
            </>
          )}
        </span>
      </div>
      <ul className="m-0 mt-1 list-none p-0">
        {results.map((one) => (
          <Entry key={one.key} published={one} isSought={sought === one.key} />
        ))}
      </ul>
    </li>
  )
}

function Entry({
  published: { key, result, sampleLabel, place },
  isSought,
}: {
  published: PublishedResult
  isSought: boolean
}) {
  return (
    <li
      id={key}
      tabIndex={-1}
      aria-current={isSought || undefined}
      className="group -mx-2 scroll-mt-28 rounded px-2 py-1 text-sm outline-none aria-[current]:bg-hover aria-[current]:shadow-[inset_3px_0_0_var(--accent)]"
    >
      <span className="inline-block first-letter:uppercase">
        <Formula text={figureLabel(result.figure)} /> of {sampleLabel}:{' '}
        <strong className="tabular-nums">
          {result.qualifier && `${result.qualifier} `}
          {formatPublished(result.value)} {formatUnit(result.unit)}
        </strong>
        {result.atCycle !== null && `, ${formatCycles(result)}`}
        {result.alsoReported.length > 0 && ` (the paper also says ${result.alsoReported.join(', ')})`}
      </span>
      <a
        href={`#${key}`}
        aria-label={`Link to ${figureLabel(result.figure)} of ${sampleLabel}, ${place}`}
        className="ml-2 inline-flex align-middle text-ink-muted hover:text-accent"
      >
        <Link2 aria-hidden className="size-3.5" />
      </a>
      <span className="block text-ink-muted">
        <Formula text={formatConditions(result.conditions)} />
      </span>
    </li>
  )
}

/** The entry that the address names: it is brought into sight, marked and focused. */
function useSought(): string | null {
  const [sought, setSought] = useState<string | null>(null)
  useEffect(() => {
    const seek = () => {
      const key = decodeURIComponent(window.location.hash.slice(1))
      setSought(key === '' ? null : key)
      const element = key === '' ? null : document.getElementById(key)
      element?.scrollIntoView({ block: 'center' })
      element?.focus({ preventScroll: true })
    }
    seek()
    window.addEventListener('hashchange', seek)
    return () => window.removeEventListener('hashchange', seek)
  }, [])
  return sought
}
