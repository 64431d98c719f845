import type { LabScope } from '@/db/queries/scope'
import { listFiles } from '@/db/queries/tests'
import { recipeAsMade } from '@/science/comparison/asMade'
import { deviation } from '@/science/comparison/deviation'
import type { FileId, RunId } from '@/science/ids'
import type { Library } from '@/science/library/library'
import { modelVersion, predict } from '@/science/prediction/predict'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Catalogue } from '@/science/recipe/parameters'
import type { Process } from '@/science/recipe/process'
import { frozenGroups } from '@/science/run/frozenValues'
import {
  beganOf,
  elapsedMs,
  enteredLater,
  hoursOf,
  notesOf,
  type Photo,
  photosOf,
  type Recorded,
  recordedValues,
  stepMark,
  stepTimer,
} from '@/science/run/record'
import type { RunStep, StepLine } from '@/science/run/runSteps'
import { stepsOfRun } from '@/science/run/stepsOfRun'
import { libraryOf } from '../projection/libraryOf'
import { getCell, listCellItems } from '../services/cells'
import { type LabContext, scopeOf } from '../services/context'
import { catalogueOf } from '../services/history'
import { peopleOf } from '../services/people'
import { getRun } from '../services/runs'
import type { CellView, PersonView, RunEntryView, RunView, TestView } from '../views'
import {
  documentVersion,
  type FileRecord,
  type PersonRecord,
  type PhotoRecord,
  type RunDocument,
  type RunRecord,
  type StepRecord,
  type StepValue,
} from './runDocument'

/** What the lab knows beside the run: read once, also for a plan of many runs. */
export interface LabKnowledge {
  library: Library
  catalogue: Pick<Catalogue, 'parametersOf' | 'findParameter'>
  /** Address of the lab's pages, `https://…/our-lab`. */
  base: string
}

export async function labKnowledge(context: LabContext, url: string): Promise<LabKnowledge> {
  const lab = scopeOf(context)
  const [library, catalogue] = await Promise.all([libraryOf(lab), catalogueOf(lab)])
  return { library, catalogue, base: `${url}/${context.lab.slug}` }
}

export async function readRunDocument(context: LabContext, runId: RunId, url: string, at: Date): Promise<RunDocument> {
  const run = await readRunRecord(context, runId, await labKnowledge(context, url))
  return { format: 'interphase.run', ...documentHead(context, at, run.url), run }
}

export function documentHead({ lab, actor }: LabContext, at: Date, source: string) {
  return {
    version: documentVersion,
    exportedAt: at.toISOString(),
    exportedBy: { id: actor.memberId, name: actor.name },
    source,
    lab: { slug: lab.slug, name: lab.name },
  } as const
}

/** All that is on record of one run. */
export async function readRunRecord(context: LabContext, runId: RunId, knowledge: LabKnowledge): Promise<RunRecord> {
  const lab = scopeOf(context)
  const run = await getRun(context, runId)
  const [cells, files] = await Promise.all([cellsOf(context, run), photoFiles(lab, run.entries)])
  const { library, catalogue, base } = knowledge
  const { revision, entries } = run
  const { name, process, values } = revision
  const recorded = recordedValues(entries)
  const { steps, others, sheet } = stepsOfRun(run, { library, catalogue }, new Set(recorded.keys()))
  const photos = photosOf(entries).flatMap((one) => photoRecord(one, files))
  const actual = new Map([...recorded].map(([key, { latest }]) => [key, latest.actual]))
  const made = recipeAsMade({ name, process, values }, actual, sheet.lines)
  return {
    id: run.id,
    url: `${base}/runs/${run.id}`,
    plan: { id: run.planId, title: run.planTitle },
    recipe: {
      id: revision.recipeId,
      name,
      process,
      revision: {
        id: revision.id,
        number: revision.number,
        contentHash: revision.contentHash,
        frozenBy: personOf(revision.createdBy),
        frozenAt: revision.createdAt.toISOString(),
      },
      values: recipeValues(process, values, catalogue),
    },
    prediction: { modelVersion: revision.modelVersion, figures: { ...revision.prediction } },
    predictionAsMade: made === null ? null : { modelVersion, figures: { ...predict(made, library) } },
    number: run.number,
    replicate: run.replicate,
    state: run.state,
    reason: run.reason,
    batchMassG: run.batchMassG,
    place: run.place,
    startedBy: personOf(run.startedBy),
    startedAt: run.startedAt.toISOString(),
    startEnteredAt: beganOf(run.startedAt, entries).entered?.recordedAt.toISOString() ?? null,
    closedBy: run.closedBy === null ? null : personOf(run.closedBy),
    closedAt: run.closedAt?.toISOString() ?? null,
    steps: steps.map((step) => stepRecord(step, entries, recorded, photos)),
    others: others.map((line) => stepValue(line, recorded.get(line.key))),
    notes: notesOf(entries).map((note) => ({
      id: note.id,
      text: String(note.actual),
      by: personOf(note.recordedBy),
      at: note.saidAt.toISOString(),
      reason: note.reason,
    })),
    photos: photos.filter(({ place }) => !steps.some(({ key }) => key === place)).map(({ record }) => record),
    samples: run.samples.map(({ id, code, kind, amountG, place }) => ({ id, code, kind, amountG, place })),
    cells: cells.map(cellRecord),
  }
}

export function personOf({ memberId, name }: PersonView): PersonRecord {
  return { id: memberId, name }
}

export function recipeValues(
  process: Process,
  values: Readonly<Record<string, ParameterValue>>,
  catalogue: LabKnowledge['catalogue'],
): RunRecord['recipe']['values'] {
  const mass = values.batchMassG
  const batch = mass === undefined ? [] : [{ key: 'batchMassG', label: 'Batch mass', unit: 'g', value: plain(mass) }]
  return [
    ...batch,
    ...frozenGroups(process, values, catalogue).flatMap((group) =>
      group.values.map(({ key, label, unit, planned }) => ({ key, label, unit, value: plain(planned) })),
    ),
  ]
}

function plain(value: ParameterValue): string | number | boolean | string[] {
  return typeof value === 'object' ? [...value] : value
}

interface PlacedPhoto {
  place: Photo<RunEntryView>['place']
  record: PhotoRecord
}

function stepRecord(
  step: RunStep,
  entries: readonly RunEntryView[],
  recorded: ReadonlyMap<string, Recorded<RunEntryView>>,
  photos: readonly PlacedPhoto[],
): StepRecord {
  const mark = stepMark(entries, step.key)
  const timer = step.timer === null ? null : stepTimer(entries, step.key)
  return {
    key: step.key,
    title: step.title,
    state: mark?.state ?? 'open',
    by: mark === null ? null : personOf(mark.latest.recordedBy),
    at: mark?.latest.saidAt.toISOString() ?? null,
    reason: mark?.latest.reason ?? '',
    timer:
      timer === null
        ? null
        : {
            startedBy: personOf(timer.start.recordedBy),
            startedAt: timer.start.saidAt.toISOString(),
            startEnteredAt: enteredLater(timer.start)?.toISOString() ?? null,
            stoppedBy: timer.stop === null ? null : personOf(timer.stop.recordedBy),
            stoppedAt: timer.stop?.saidAt.toISOString() ?? null,
            hours: timer.stop === null ? null : hoursOf(elapsedMs(timer, 0)),
            plannedHours: step.timer?.plannedHours ?? null,
          },
    values: step.lines.map((line) => stepValue(line, recorded.get(line.key))),
    photos: photos.filter(({ place }) => place === step.key).map(({ record }) => record),
  }
}

function stepValue(line: StepLine, recorded: Recorded<RunEntryView> | undefined): StepValue {
  const latest = recorded?.latest
  const found = deviation(line.planned, latest?.actual)
  return {
    key: line.key,
    label: line.label,
    unit: latest?.unit ?? line.unit,
    planned: line.planned === null ? null : plain(line.planned),
    actual: latest?.actual ?? null,
    deviationPercent: found?.percent ?? null,
    isBeyondTolerance: found?.isBeyondTolerance ?? null,
    reason: latest?.reason ?? '',
    by: latest === undefined ? null : personOf(latest.recordedBy),
    at: latest?.saidAt.toISOString() ?? null,
    receivedAt: latest?.recordedAt.toISOString() ?? null,
    earlier: (recorded?.earlier ?? []).map((entry) => ({
      actual: entry.actual,
      unit: entry.unit,
      reason: entry.reason,
      by: personOf(entry.recordedBy),
      at: entry.saidAt.toISOString(),
    })),
  }
}

async function photoFiles(lab: LabScope, entries: readonly RunEntryView[]): Promise<Map<FileId, FileRecord>> {
  const ids = entries.flatMap(({ fileId }) => fileId ?? [])
  const rows = await listFiles(lab, [...new Set(ids)])
  return new Map(rows.map(({ id, name, sizeBytes, sha256 }) => [id, { id, name, sizeBytes, sha256 }]))
}

function photoRecord(
  { taken, latest, place }: Photo<RunEntryView>,
  files: ReadonlyMap<FileId, FileRecord>,
): PlacedPhoto[] {
  const file = taken.fileId === null ? undefined : files.get(taken.fileId)
  if (file === undefined) return []
  const record = {
    id: taken.id,
    caption: String(latest.actual),
    by: personOf(taken.recordedBy),
    at: taken.saidAt.toISOString(),
    reason: taken.reason,
    file,
  }
  return [{ place, record }]
}

async function cellsOf(context: LabContext, run: RunView): Promise<CellView[]> {
  const lab = scopeOf(context)
  const people = await peopleOf(lab)
  const cells: CellView[] = []
  for (const sample of run.samples)
    for (const { id } of await listCellItems(lab, { sample: sample.id }, people)) cells.push(await getCell(context, id))
  return cells.toSorted((a, b) => a.builtAt.getTime() - b.builtAt.getTime() || (a.id < b.id ? -1 : 1))
}

function cellRecord(cell: CellView): RunRecord['cells'][number] {
  const { id, name, sampleCode, kind, format, activeMassMg, builtBy, builtAt, tests } = cell
  return {
    id,
    name,
    sample: sampleCode,
    kind,
    format,
    activeMassMg,
    builtBy: personOf(builtBy),
    builtAt: builtAt.toISOString(),
    tests: tests.map((test) => ({
      id: test.id,
      origin: test.origin,
      state: test.state,
      format: test.format,
      files: filesOf(test),
      results: test.results.map(({ figure, value, unit, qualifier, atCycle, referenceCycle, conditions }) => ({
        figure,
        value,
        unit,
        qualifier,
        atCycle,
        referenceCycle,
        conditions: { ...conditions },
      })),
    })),
  }
}

/** Of a test that was put together of several files, all of them. */
function filesOf({ file, parts }: TestView): FileRecord[] {
  const found = [...(file === null ? [] : [file]), ...parts.map((part) => part.file)]
  return [...new Map(found.map(({ id, name, sizeBytes, sha256 }) => [id, { id, name, sizeBytes, sha256 }])).values()]
}
