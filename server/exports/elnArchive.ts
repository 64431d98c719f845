import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { fileNameOf } from '@/science/csv'
import { processLabels } from '@/science/recipe/process'
import { AppError } from '../errors'
import { type Crate, type CrateFile, type CrateFolder, type CrateValue, crateMetadata, metadataName } from './elnCrate'
import { escapeHtml } from './escapeHtml'
import { recordCsv } from './recordCsv'
import type {
  FileRecord,
  PersonRecord,
  PhotoRecord,
  PlanDocument,
  RunDocument,
  RunRecord,
  StepValue,
} from './runDocument'
import { runHtml } from './runHtml'
import { largestZipBytes, type ZipEntry } from './zip'

interface ArchivedFile extends CrateFile {
  open: () => Uint8Array | Readable
  isPacked: boolean
}

interface ArchivedFolder extends CrateFolder {
  files: readonly ArchivedFile[]
}

/** What reads the lab's files. */
type Store = { read(sha256: string): Readable }

/**
 * The archive of one run: its record as JSON, CSV and PDF, its photos, and the files of its cells' tests as they came.
 *
 * @param pdf the same record, printed
 */
export function archiveOfRun(document: RunDocument, store: Store, pdf: Uint8Array, publisherUrl: string): ZipEntry[] {
  const { run } = document
  return zipEntries(rootName(document), {
    name: `Run ${run.number} of ${run.recipe.name}`,
    description: `One run of revision ${run.recipe.revision.number} of a ${processLabels[run.recipe.process]} recipe, with what was weighed, set and measured.`,
    at: document.exportedAt,
    publisherUrl,
    lab: { name: document.lab.name, url: `${publisherUrl}/${document.lab.slug}` },
    author: run.startedBy,
    folders: [runFolder(run, document, store, pdf, new Set())],
  })
}

/**
 * The archive of a plan: the plan itself, and every run as its own experiment.
 *
 * @param pdf the plan with its runs, printed once: of each run alone it would take a fifth of a second of everybody's time
 */
export function archiveOfPlan(document: PlanDocument, store: Store, pdf: Uint8Array, publisherUrl: string): ZipEntry[] {
  const { plan, runs, exportedAt } = document
  const taken = new Set<string>(['plan'])
  const folders: ArchivedFolder[] = [
    {
      path: 'plan',
      id: plan.id,
      name: plan.title,
      genre: 'plan',
      url: plan.url,
      text: `<h1>${escapeHtml(plan.title)}</h1><p>${escapeHtml(plan.aim)}</p>`,
      keywords: [],
      author: plan.createdBy,
      dateCreated: plan.createdAt,
      dateModified: exportedAt,
      comments: [],
      values: [],
      files: [
        written('plan.json', 'The plan with its recipes and runs', 'application/json', json(document), document),
        written('runs.csv', 'Every value of every run', 'text/csv; charset=UTF-8', recordCsv(runs), document),
        writtenBytes('plan.pdf', 'The plan with its recipes and runs, for printing', 'application/pdf', pdf, document),
      ],
    },
  ]
  for (const run of runs) folders.push(runFolder(run, documentOfRun(document, run), store, null, taken))
  return zipEntries(rootName(document), {
    name: plan.title,
    description: plan.aim === '' ? 'A plan of coated cathode powders with its runs.' : plan.aim,
    at: exportedAt,
    publisherUrl,
    lab: { name: document.lab.name, url: `${publisherUrl}/${document.lab.slug}` },
    author: plan.createdBy,
    folders,
  })
}

function documentOfRun({ version, exportedAt, exportedBy, lab }: PlanDocument, run: RunRecord): RunDocument {
  return { format: 'interphase.run', version, exportedAt, exportedBy, source: run.url, lab, run }
}

/** What the archive, and the one folder in it, is called. */
export function rootName(document: RunDocument | PlanDocument): string {
  const title =
    document.format === 'interphase.run'
      ? `${document.run.recipe.name} run ${document.run.number}`
      : document.plan.title
  return fileNameOf(title, 'x').slice(0, -2)
}

function runFolder(
  run: RunRecord,
  document: RunDocument,
  store: Store,
  pdf: Uint8Array | null,
  taken: Set<string>,
): ArchivedFolder {
  const path = freeName(fileNameOf(`${run.recipe.name} run ${run.number}`, 'x').slice(0, -2), taken)
  const names = new Set<string>()
  const photos = [...run.steps.flatMap((step) => step.photos.map((one) => [step.title, one] as const))]
  const files: ArchivedFile[] = [
    written(freeName('record.json', names), 'The record of the run', 'application/json', json(document), document),
    written(
      freeName('record.csv', names),
      'Every value of the run, planned and actual',
      'text/csv; charset=UTF-8',
      recordCsv([run]),
      document,
    ),
    ...(pdf === null
      ? []
      : [writtenBytes(freeName('record.pdf', names), 'The record for printing', 'application/pdf', pdf, document)]),
    ...photos.map(([step, one]) => photoFile(one, step, store, names)),
    ...run.photos.map((one) => photoFile(one, 'the run', store, names)),
    ...run.cells.flatMap((cell) =>
      cell.tests.flatMap((test) =>
        test.files.map((file) => ({
          ...storedFile(file, `data/${freeName(safeName(file.name), names)}`, store),
          description: `Original file of cell ${cell.name}, as the instrument wrote it`,
          encodingFormat: 'application/octet-stream',
          author: cell.builtBy,
          dateCreated: null,
          isPacked: /\.(zip|gz|xlsx|parquet|7z)$/i.test(file.name),
        })),
      ),
    ),
  ]
  return {
    path,
    id: run.id,
    name: `Run ${run.number} of ${run.recipe.name}`,
    genre: 'experiment',
    url: run.url,
    text: runHtml(run),
    keywords: [processLabels[run.recipe.process], run.state, ...run.samples.map(({ code }) => code)],
    author: run.startedBy,
    dateCreated: run.startedAt,
    dateModified: lastMoment(run),
    comments: run.notes.map((note) => ({ id: note.id, text: note.text, author: note.by, dateCreated: note.at })),
    values: crateValues(run),
    files: onePerPath(files),
  }
}

function photoFile(photo: PhotoRecord, of: string, store: Store, names: Set<string>): ArchivedFile {
  return {
    ...storedFile(photo.file, `photos/${freeName(safeName(photo.file.name), names)}`, store),
    description: photo.caption === '' ? `Photo of ${of}` : photo.caption,
    encodingFormat: imageFormat(photo.file.name),
    author: photo.by,
    dateCreated: photo.at,
    isPacked: true,
  }
}

function imageFormat(name: string): string {
  const ending = /\.(png|gif|webp)$/i.exec(name)?.[1]?.toLowerCase()
  return ending === undefined ? 'image/jpeg' : `image/${ending}`
}

function storedFile(file: FileRecord, path: string, store: Store) {
  const { name, sizeBytes, sha256 } = file
  return { path, name, sizeBytes, sha256, open: () => store.read(sha256) }
}

function written(
  path: string,
  description: string,
  encodingFormat: string,
  text: string,
  by: { exportedBy: PersonRecord; exportedAt: string },
): ArchivedFile {
  return writtenBytes(path, description, encodingFormat, new TextEncoder().encode(text), by)
}

function writtenBytes(
  path: string,
  description: string,
  encodingFormat: string,
  bytes: Uint8Array,
  { exportedBy, exportedAt }: { exportedBy: PersonRecord; exportedAt: string },
): ArchivedFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const common = { description, encodingFormat, author: exportedBy, dateCreated: exportedAt, isPacked: false }
  return { ...common, path, name: path, sizeBytes: bytes.length, sha256, open: () => bytes }
}

export function json(document: RunDocument | PlanDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`
}

/** Every system unpacks such a name; the file's own stands in the metadata. */
function safeName(name: string): string {
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  return `${fileNameOf(name.slice(0, name.length - ending.length), 'x').slice(0, -2)}${ending}`
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) {
    const ending = /\.[A-Za-z0-9]{1,10}$/.exec(wanted)?.[0] ?? ''
    name = `${wanted.slice(0, wanted.length - ending.length)}-${number}${ending}`
  }
  taken.add(name.toLowerCase())
  return name
}

function onePerPath(files: readonly ArchivedFile[]): ArchivedFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()]
}

function lastMoment(run: RunRecord): string {
  const said = run.steps.flatMap((step) => [step.at, ...step.values.map((value) => value.at)])
  const moments = [run.startedAt, run.closedAt, ...said, ...run.notes.map((note) => note.at)]
  return (
    moments
      .filter((one) => one !== null)
      .toSorted()
      .at(-1) ?? run.startedAt
  )
}

/** What was done of each step, and beside it what was planned. */
function crateValues(run: RunRecord): CrateValue[] {
  const of = (step: string, values: readonly StepValue[]) =>
    values.flatMap(({ key, label, unit, planned, actual }): CrateValue[] => [
      ...(planned === null
        ? []
        : [
            {
              propertyId: `${step}.${key}.planned`,
              name: `${label}, planned`,
              value: typeof planned === 'object' ? planned.join(', ') : planned,
              unitText: unit,
            },
          ]),
      ...(actual === null ? [] : [{ propertyId: `${step}.${key}`, name: label, value: actual, unitText: unit }]),
    ])
  return [...run.steps.flatMap((step) => of(step.key, step.values)), ...of('other', run.others)]
}

function zipEntries(root: string, crate: Omit<Crate, 'folders'> & { folders: readonly ArchivedFolder[] }): ZipEntry[] {
  const files = crate.folders.flatMap((folder) =>
    folder.files.map((file) => ({ ...file, path: `${root}/${folder.path}/${file.path}` })),
  )
  const total = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  if (total > largestZipBytes * 0.98)
    throw new AppError(
      'bad-input',
      `The files of this archive are ${(total / 1024 ** 3).toFixed(1)} GB together; an archive holds 4 GB. Export its runs one by one.`,
    )
  const metadata = new TextEncoder().encode(`${JSON.stringify(crateMetadata(crate), null, 2)}\n`)
  return [
    { path: `${root}/${metadataName}`, open: () => metadata, isPacked: false },
    ...files.map(({ path, open, isPacked }) => ({ path, open, isPacked })),
  ]
}
