import { valuesOf } from '../columns'
import type { Draft } from '../reading'
import { splitQuoted } from '../text/textTable'

type CyclingDraft = Extract<Draft, { kind: 'cycling' }>

/**
 * Cycle and step of each row from the workbook's list of steps, where the rows themselves do not say them. Rows run through the
 * steps in the list's order; a step ends where the time within it starts anew.
 */
export function withSteps(draft: CyclingDraft, stepSheet: Uint8Array): CyclingDraft {
  const { table } = draft
  const stepTime = valuesOf(table.stepTimeS)
  if (table.cycle !== null || stepTime === null || table.rowCount === 0) return draft
  const lines = new TextDecoder()
    .decode(stepSheet)
    .split('\n')
    .map((line) => splitQuoted(line, '\t').map((cell) => cell.trim()))
  const headAt = lines.findIndex((cells) =>
    cells.some((cell) => /^(cycle (index|id|number)|循环(号|序号))/i.test(cell)),
  )
  const head = lines[headAt]
  if (head === undefined) return draft
  const at = (pattern: RegExp) => head.findIndex((cell) => pattern.test(cell))
  const cycleAt = at(/^(cycle (index|id|number)|循环(号|序号))/i)
  const nameAt = at(/^(step (type|name)|工步(类型|名称|状态))/i)
  const steps = lines.slice(headAt + 1).filter((cells) => /^\d+$/.test(cells[cycleAt] ?? ''))
  if (steps.length === 0) return draft
  const cycle = new Int32Array(table.rowCount)
  const step = new Int32Array(table.rowCount)
  let place = 0
  for (let row = 0; row < table.rowCount; row++) {
    if (row > 0 && (stepTime[row] as number) < (stepTime[row - 1] as number)) place++
    cycle[row] = Number(steps[Math.min(place, steps.length - 1)]?.[cycleAt])
    step[row] = place + 1
  }
  const names = nameAt < 0 ? [] : [...new Set(steps.map((cells) => cells[nameAt] ?? ''))].slice(0, 250)
  const codes = Uint8Array.from(step, (number) =>
    Math.max(0, names.indexOf(steps[Math.min(number, steps.length) - 1]?.[nameAt] ?? '')),
  )
  const fits = place + 1 === steps.length
  return {
    ...draft,
    table: { ...table, cycle, step, stepKinds: table.stepKinds ?? (names.length === 0 ? null : { codes, names }) },
    warnings: [
      ...draft.warnings,
      {
        code: fits ? 'steps-joined' : 'steps-joined-in-part',
        message: fits
          ? 'The rows name no cycle; cycles and steps were taken from the workbook’s list of steps.'
          : `The rows name no cycle; they run through ${place + 1} steps and the workbook lists ${steps.length}, so cycles may be wrong.`,
      },
    ],
  }
}
