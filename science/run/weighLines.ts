import type { WeighLine, WeighOut } from '../chemistry/weighOut'
import { asWeighed, weighKey } from '../comparison/asMade'
import { tolerancePercent } from '../comparison/deviation'
import type { Catalogue } from '../recipe/parameters'
import type { StepLine } from './runSteps'

/** What to weigh and to measure out, as lines of a run. What cannot be computed is in the sheet's `missing`. */
export function weighLines(sheet: WeighOut, { findParameter }: Pick<Catalogue, 'findParameter'>): StepLine[] {
  return sheet.lines.flatMap((line) => {
    const { amount, unit } = amountOf(line)
    if (amount === null) return []
    const key = weighKey(line)
    return [
      {
        key,
        label: nameOf(line),
        hint: hintOf(line, amount, unit),
        unit,
        parameter: key === 'batchMassG' ? (findParameter(key) ?? null) : null,
        planned: asWeighed(amount),
        plannedText: formatAmount(amount),
      },
    ]
  })
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

function formatAmount(amount: number): string {
  return String(asWeighed(amount))
}
