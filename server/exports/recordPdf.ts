import type { Readable } from 'node:stream'
import { formatDeviation } from '@/science/comparison/deviation'
import { formatNumber } from '@/science/recipe/formatValue'
import { processLabels } from '@/science/recipe/process'
import { mm } from '../pdf/document'
import { drawQrCode } from '../pdf/qrCode'
import { PrintedPages, type Row } from './printedPage'
import type { PhotoRecord, PlanDocument, RunDocument, RunRecord, StepRecord, StepValue } from './runDocument'

/** What reads the lab's files. */
export type ReadFile = (sha256: string) => Readable

const states: Record<RunRecord['state'], string> = {
  running: 'running',
  done: 'done',
  'done-differently': 'done differently',
  failed: 'failed',
  'never-run': 'never run',
}

/** One run on paper: what was frozen, each step planned and done, corrections, photos, and room to sign. */
export async function runPdf(document: RunDocument, read: ReadFile): Promise<Buffer> {
  const { run, lab, exportedBy, exportedAt } = document
  const title = `Run ${run.number} of ${run.recipe.name}`
  const pages = await PrintedPages.open({
    title,
    at: new Date(exportedAt),
    foot: `${title} · ${lab.name} · printed ${moment(exportedAt)} by ${exportedBy.name} · times are UTC`,
    words: JSON.stringify(document),
  })
  await printRun(pages, run, read)
  pages.heading('Signatures')
  pages.signatures(['Carried out by', 'Checked by'])
  return await pages.bytes()
}

/** A plan on paper: its recipes as they stand, then each of its runs from a new page on. */
export async function planPdf(document: PlanDocument, read: ReadFile): Promise<Buffer> {
  const { plan, recipes, runs, lab, exportedBy, exportedAt } = document
  const pages = await PrintedPages.open({
    title: plan.title,
    at: new Date(exportedAt),
    foot: `${plan.title} · ${lab.name} · printed ${moment(exportedAt)} by ${exportedBy.name} · times are UTC`,
    words: JSON.stringify(document),
  })
  const side = mm(24)
  drawQrCode(pages.document, plan.url, { ...pages.cornerRight(side), side })
  pages.title(plan.title, side + 8)
  pages.facts(
    [
      ['Lab', lab.name],
      ['State', plan.state.replaceAll('-', ' ')],
      ['Made', `${plan.createdBy.name}, ${moment(plan.createdAt)}`],
      ['Recipes', String(recipes.length)],
      ['Runs', outcomes(runs)],
    ],
    side + 8,
  )
  pages.paragraph(plan.aim)
  if (plan.conditions.length > 0) {
    pages.heading('Planned test conditions')
    pages.facts(plan.conditions.map(({ label, unit, value }) => [label, withUnit(value, unit)]))
  }
  for (const recipe of recipes) {
    pages.heading(
      recipe.name,
      `${processLabels[recipe.process]} · ${recipe.isApproved ? 'approved as it stands' : 'not approved as it stands'} · ${recipe.contentHash.slice(0, 8)}`,
    )
    pages.facts(recipe.values.map(({ label, unit, value }) => [label, withUnit(value, unit)]))
    pages.paragraph(recipe.notes)
  }
  for (const run of runs) {
    pages.newPage()
    await printRun(pages, run, read)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return await pages.bytes()
}

async function printRun(pages: PrintedPages, run: RunRecord, read: ReadFile): Promise<void> {
  const { recipe } = run
  const side = mm(24)
  drawQrCode(pages.document, run.url, { ...pages.cornerRight(side), side })
  pages.title(`Run ${run.number} of ${recipe.name}`, side + 8)
  pages.facts(
    [
      ['Outcome', states[run.state]],
      ['Started', `${run.startedBy.name}, ${moment(run.startedAt)}${entered(run)}`],
      ['Closed', run.closedBy && run.closedAt ? `${run.closedBy.name}, ${moment(run.closedAt)}` : 'not closed'],
      ['Plan', run.plan.title],
      ['Process', processLabels[recipe.process]],
      ['Replicate', `${run.replicate} of revision ${recipe.revision.number}`],
      ...(run.batchMassG === null ? [] : [['Batch', `${formatNumber(run.batchMassG)} g`] as const]),
      ...(run.place === '' ? [] : [['Where', run.place] as const]),
      ...(run.samples.length === 0 ? [] : [['Samples', run.samples.map(({ code }) => code).join(', ')] as const]),
    ],
    side + 8,
  )
  if (run.reason !== '') pages.paragraph(`Reason: ${run.reason}`)
  pages.heading(
    'Recipe, as frozen',
    `revision ${recipe.revision.number}, frozen by ${recipe.revision.frozenBy.name}, ${moment(recipe.revision.frozenAt)}`,
  )
  pages.facts(recipe.values.map(({ label, unit, value }) => [label, withUnit(value, unit)]))
  pages.paragraph(`Content hash ${recipe.revision.contentHash}`, { isMuted: true, size: 7.5 })
  for (const step of run.steps) {
    pages.heading(step.title, stateOf(step))
    printValues(pages, step.values)
    if (step.timer !== null) pages.paragraph(timerWords(step.timer), { isMuted: true, size: 8.5 })
    pages.photos(await Promise.all(step.photos.map((one) => printable(one, read))))
  }
  if (run.others.length > 0) {
    pages.heading('Also recorded')
    printValues(pages, run.others)
  }
  if (run.notes.length > 0) pages.heading('Notes')
  for (const note of run.notes) {
    pages.paragraph(note.text)
    pages.paragraph(`${note.by.name}, ${moment(note.at)}`, { isMuted: true, size: 7.5 })
  }
  if (run.photos.length > 0) pages.heading('Photos of the run')
  pages.photos(await Promise.all(run.photos.map((one) => printable(one, read))))
  if (run.cells.length > 0) {
    pages.heading('Cells')
    pages.table(
      [
        { title: 'Cell', share: 3 },
        { title: 'Sample', share: 2 },
        { title: 'Active mass, mg', share: 2, align: 'right' },
        { title: 'Tests', share: 6 },
      ],
      run.cells.map((cell) => ({
        cells: [
          cell.name,
          cell.sample,
          cell.activeMassMg === null ? '' : formatNumber(cell.activeMassMg),
          cell.tests.flatMap((test) => test.files.map((file) => file.name)).join(', '),
        ],
      })),
    )
  }
}

function printValues(pages: PrintedPages, values: readonly StepValue[]): void {
  pages.table(
    [
      { title: 'Value', share: 4.2 },
      { title: 'Planned', share: 2.2, align: 'right' },
      { title: 'Actual', share: 2.2, align: 'right' },
      { title: 'Deviation', share: 1.6, align: 'right' },
      { title: 'Reason', share: 3 },
      { title: 'Who, when', share: 3.6 },
    ],
    values.flatMap(rowsOf),
  )
  for (const { label, reason, earlier } of values)
    for (const words of [reason, ...earlier.map((one) => one.reason)])
      if (isLong(words)) pages.paragraph(`Reason, ${label}: ${words}`, { size: 8.5 })
}

/** Longer words than a column of a table holds stand below it. */
const isLong = (words: string) => words.length > 240
const inColumn = (words: string) => (isLong(words) ? 'see below' : words)

function rowsOf(value: StepValue): Row[] {
  const { label, unit, planned, actual, deviationPercent: percent, isBeyondTolerance, reason, by, at, earlier } = value
  return [
    {
      cells: [
        label,
        planned === null ? '' : withUnit(planned, unit),
        actual === null ? 'not recorded' : withUnit(actual, unit),
        isBeyondTolerance === null ? '' : formatDeviation({ percent, isBeyondTolerance }),
        inColumn(reason),
        by === null || at === null ? '' : `${by.name}, ${moment(at)}`,
      ],
      isMarked: isBeyondTolerance === true,
    },
    ...earlier.map((one) => ({
      cells: [
        '    before it was corrected',
        '',
        withUnit(one.actual, one.unit ?? unit),
        '',
        inColumn(one.reason),
        `${one.by.name}, ${moment(one.at)}`,
      ],
      isEarlier: true,
    })),
  ]
}

function stateOf({ state, by, at, reason }: StepRecord): string {
  if (by === null || at === null) return 'not marked as done'
  return `${state}, ${by.name}, ${moment(at)}${reason === '' ? '' : `: ${reason}`}`
}

function timerWords(timer: NonNullable<StepRecord['timer']>): string {
  const started = `Timer: started by ${timer.startedBy.name}, ${moment(timer.startedAt)}${entered(timer)}`
  return timer.stoppedBy === null || timer.stoppedAt === null
    ? `${started}, not stopped`
    : `${started}; stopped by ${timer.stoppedBy.name}, ${moment(timer.stoppedAt)}: ${timer.hours} h`
}

async function printable({ caption, by, at, file }: PhotoRecord, read: ReadFile) {
  const words = [caption, `${by.name}, ${moment(at)}`, `${file.name}, sha256 ${file.sha256.slice(0, 12)}`]
  const chunks: Buffer[] = []
  try {
    for await (const chunk of read(file.sha256) as AsyncIterable<Buffer>) chunks.push(chunk)
  } catch {
    return { bytes: null, words: words.filter(Boolean).join('\n') }
  }
  return { bytes: Buffer.concat(chunks), words: words.filter(Boolean).join('\n') }
}

function outcomes(runs: readonly RunRecord[]): string {
  if (runs.length === 0) return 'none'
  const parts = (Object.keys(states) as RunRecord['state'][]).flatMap((state) => {
    const count = runs.filter((run) => run.state === state).length
    return count === 0 ? [] : [`${count} ${states[state]}`]
  })
  return parts.join(', ')
}

function withUnit(value: string | number | boolean | readonly string[], unit: string | null): string {
  const text =
    typeof value === 'number'
      ? formatNumber(value)
      : typeof value === 'boolean'
        ? value
          ? 'yes'
          : 'no'
        : typeof value === 'object'
          ? value.join(', ')
          : value
  return unit === null ? text : `${text} ${unit}`
}

/** That a time was not said when it was. */
function entered({ startEnteredAt }: { startEnteredAt: string | null }): string {
  return startEnteredAt === null ? '' : ` (entered ${moment(startEnteredAt)})`
}

/** `2026-11-20 14:02`, in UTC. */
function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
}
