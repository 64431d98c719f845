import { formatDeviation } from '@/science/comparison/deviation'
import { processLabels } from '@/science/recipe/process'
import { escapeHtml } from './escapeHtml'
import type { RunRecord, StepValue } from './runDocument'

/** A run in plain HTML, as other notebooks show it when they import the archive. */
export function runHtml(run: RunRecord): string {
  const { recipe } = run
  return [
    `<h1>Run ${run.number} of ${escapeHtml(recipe.name)}</h1>`,
    `<p>${processLabels[recipe.process]}, revision ${recipe.revision.number}, replicate ${run.replicate}; ${run.state}${
      run.reason === '' ? '' : `: ${escapeHtml(run.reason)}`
    }</p>`,
    ...run.steps.flatMap((step) => [
      `<h2>${escapeHtml(step.title)}: ${step.state}</h2>`,
      ...(step.values.length === 0 ? [] : [table(step.values)]),
    ]),
    ...(run.others.length === 0 ? [] : ['<h2>Also recorded</h2>', table(run.others)]),
    ...(run.notes.length === 0
      ? []
      : ['<h2>Notes</h2>', ...run.notes.map((note) => `<p>${escapeHtml(note.text)}</p>`)]),
  ].join('\n')
}

function table(values: readonly StepValue[]): string {
  const rows = values.map(({ label, unit, planned, actual, deviationPercent: percent, isBeyondTolerance, reason }) => {
    const difference = isBeyondTolerance === null ? '' : formatDeviation({ percent, isBeyondTolerance })
    const asked = planned === null ? '' : typeof planned === 'object' ? planned.join(', ') : String(planned)
    const cells = [label, unit ?? '', asked, actual === null ? '' : String(actual), difference, reason]
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
  })
  const heads = ['Value', 'Unit', 'Planned', 'Actual', 'Deviation', 'Reason']
  return `<table><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>${rows.join('')}</table>`
}
