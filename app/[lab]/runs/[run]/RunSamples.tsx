import { Printer } from 'lucide-react'
import Link from 'next/link'
import { AddCellForm } from '@/app/_components/record/AddCellForm'
import { Section } from '@/app/_components/record/Facts'
import { SampleMarks } from '@/app/_components/record/SampleMarks'
import { amountWords } from '@/app/_components/record/sampleWords'
import { sampleKindLabels } from '@/science/samples/kinds'
import type { RunView } from '@/server/views'

/** What the run has yielded and what was made of it, with labels for all of it. */
export function RunSamples({ lab, run }: { lab: string; run: RunView }) {
  const { samples } = run
  return (
    <Section
      title="Samples"
      aside={
        samples.length > 0 && (
          <Link
            href={`/${lab}/labels?samples=${samples.map(({ code }) => code).join(',')}`}
            className="inline-flex min-h-11 items-center gap-1.5 text-sm text-accent hover:underline sm:min-h-0"
          >
            <Printer aria-hidden className="size-4" /> {samples.length === 1 ? 'Label' : `${samples.length} labels`}
          </Link>
        )
      }
    >
      {samples.length === 0 ? (
        <p className="m-0 text-ink-muted">This run has yielded no sample.</p>
      ) : (
        <ul className="m-0 list-none space-y-3 p-0">
          {samples.map((sample) => (
            <li key={sample.id}>
              <Link
                href={`/${lab}/samples/${sample.id}`}
                className="text-2xl font-semibold tracking-wide text-accent tabular-nums hover:underline"
              >
                {sample.code}
              </Link>
              <p className="m-0 text-sm text-ink-muted">
                {[
                  sampleKindLabels[sample.kind],
                  amountWords(sample),
                  sample.place,
                  `${sample.cellCount} ${sample.cellCount === 1 ? 'cell' : 'cells'}`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              <SampleMarks sample={sample} />
              {run.allowed.includes('cell.create') && sample.state === 'present' && (
                <AddCellForm lab={lab} sample={sample} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
