import { Section } from '@/app/_components/record/Facts'
import type { WeighLine, WeighOut } from '@/science/chemistry/weighOut'
import { weighKey } from '@/science/comparison/asMade'
import { tolerancePercent } from '@/science/comparison/deviation'
import { formatFigure } from '@/science/prediction/formatFigure'
import { findParameter } from '@/science/recipe/parameters'
import { ActualValue, type Recording } from './ActualValue'
import type { RecordedValue } from './entries'

/** What to weigh for this batch, and what the balance showed. */
export function WeighSheet({
  sheet,
  recorded,
  waiting,
  mayRecord,
  isLate,
  save,
}: {
  sheet: WeighOut
  recorded: ReadonlyMap<string, RecordedValue>
  /** Entries that are on this device only. */
  waiting: ReadonlySet<string>
  mayRecord: boolean
  isLate: boolean
  save: (recording: Recording) => void
}) {
  const time = sheet.programmeTime
  return (
    <Section title="Weigh-out">
      <ul className="m-0 list-none p-0">
        {sheet.lines.map((line) => {
          const { amount, unit } = amountOf(line)
          if (amount === null) return null
          const key = weighKey(line)
          const found = recorded.get(key) ?? null
          return (
            <ActualValue
              key={key}
              entryKey={key}
              label={nameOf(line)}
              hint={hintOf(line, amount, unit)}
              unit={unit}
              parameter={key === 'batchMassG' ? (findParameter(key) ?? null) : null}
              planned={amount}
              plannedText={formatAmount(amount)}
              recorded={found}
              isWaiting={found !== null && waiting.has(found.latest.id)}
              mayRecord={mayRecord}
              isLate={isLate}
              save={save}
            />
          )
        })}
      </ul>
      {time !== null && !('unavailable' in time) && (
        <p className="mt-2 mb-0 text-sm">
          <span className="text-ink-muted">The programme runs </span>
          {formatFigure(time).text} {formatFigure(time).unit}
        </p>
      )}
      {sheet.missing.length > 0 && (
        <ul className="m-0 mt-2 list-none p-0 text-sm text-ink-muted">
          {sheet.missing.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function nameOf({ name, formula, purityPercent }: WeighLine): string {
  const isSaid = formula === null || name.normalize('NFKC').includes(formula)
  const said = isSaid ? name : `${name}, ${formula}`
  return purityPercent === null ? said : `${said}, ${purityPercent} %`
}

/** The window that the balance should show, and what else there is to know while weighing. */
function hintOf(line: WeighLine, amount: number, unit: string): string {
  const low = formatAmount(amount * (1 - tolerancePercent / 100))
  const high = formatAmount(amount * (1 + tolerancePercent / 100))
  const volume = line.massG !== null && line.volumeMl !== null ? [`${line.volumeMl.toPrecision(3)} mL`] : []
  return [`${low}–${high} ${unit}`, ...volume, ...line.notes].join(' · ')
}

/** A solvent is measured out, all else is weighed. */
function amountOf(line: WeighLine): { amount: number | null; unit: string } {
  return line.massG === null ? { amount: line.volumeMl, unit: 'mL' } : { amount: line.massG, unit: 'g' }
}

/** To the tenth of a milligram of a laboratory's balance, without zeros that nobody asked for. */
function formatAmount(amount: number): string {
  return String(Number(amount.toFixed(amount >= 100 ? 2 : 4)))
}
