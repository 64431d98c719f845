import type { CellListRow, SampleEventRow, SamplePartRow, SampleRow } from '@/db/queries/samples'
import { formatAmount, formatGrams } from '@/science/samples/amounts'
import { describeSampleChange } from '@/science/samples/changes'
import { isCounted, sampleKindLabels } from '@/science/samples/kinds'
import type { SampleHistoryView } from '../views'
import type { People } from './people'

/** All that happened to a sample in words, newest first: how it was made, what was changed, and what was taken of it. */
export function sampleHistory(
  sample: SampleRow,
  {
    events,
    parts,
    relatives,
    cells,
    run,
  }: {
    events: readonly SampleEventRow[]
    /** Those that the sample is parent or child in. */
    parts: readonly SamplePartRow[]
    relatives: ReadonlyMap<string, SampleRow>
    cells: readonly CellListRow[]
    run: { number: number; recipeName: string }
  },
  people: People,
): SampleHistoryView[] {
  const into = parts.filter((part) => part.childId === sample.id)
  const of = into.map((part) => `${taken(part)}${relatives.get(part.parentId)?.code ?? 'a sample'}`)
  const lines: SampleHistoryView[] = [
    {
      by: people(sample.createdBy),
      at: sample.createdAt,
      sentence: of.length > 0 ? `made it of ${of.join(' and ')}` : `made it in run ${run.number} of ${run.recipeName}`,
      reason: '',
      place: into.length > 1 ? null : into[0] ? `samples/${into[0].parentId}` : `runs/${sample.runId}`,
    },
    ...events.map((event) => ({
      by: people(event.by),
      at: event.at,
      sentence: describeSampleChange(event, sample.kind),
      reason: event.reason,
      place: null,
    })),
    ...parts
      .filter((part) => part.parentId === sample.id)
      .flatMap((part): SampleHistoryView[] => {
        const child = relatives.get(part.childId)
        if (child === undefined) return []
        const what = `${child.code} (${sampleKindLabels[child.kind]})`
        const amount = amountOf(part)
        return [
          {
            by: people(child.createdBy),
            at: child.createdAt,
            sentence: amount === null ? `made ${what} of it` : `took ${amount} for ${what}`,
            reason: '',
            place: `samples/${child.id}`,
          },
        ]
      }),
    ...cells.map(({ cell }) => ({
      by: people(cell.builtBy),
      at: cell.builtAt,
      sentence: `built cell ${cell.name}${isCounted(sample.kind) ? ' of one disc' : ''}`,
      reason: '',
      place: `cells/${cell.id}`,
    })),
  ]
  return lines.sort((a, b) => b.at.getTime() - a.at.getTime())
}

/** `2 g`, `3 discs`, or null when nobody weighed it. */
export function amountOf({ amountG, count }: Pick<SamplePartRow, 'amountG' | 'count'>): string | null {
  if (count !== null) return formatAmount(count, true)
  return amountG === null ? null : formatGrams(amountG)
}

function taken(part: SamplePartRow): string {
  const amount = amountOf(part)
  return amount === null ? '' : `${amount} of `
}
