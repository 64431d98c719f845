import { listSampleRows } from '@/db/queries/samples'
import { findLabelFormat, labelFormats, labelsOnSheet } from '@/science/labels/formats'
import { readSampleCode } from '@/science/sampleCode'
import { AppError } from '../errors'
import { type Label, labelsPdf, unsettableOnLabels } from '../pdf/labels'
import { type LabContext, scopeOf } from './context'

/** As many as a browser asks for in one address. */
export const mostLabels = 1000

export interface LabelsWanted {
  /** As people type them; in the order of the labels. */
  codes: readonly string[]
  format: string
  /** The first free place of the first sheet, from 1. */
  start?: number
  /** Of each label. */
  copies?: number
}

/** Labels of samples as a PDF. @param url the address that people use, e.g. `https://interphase.example.org` */
export async function printLabels(
  context: Pick<LabContext, 'lab'> & { core: Pick<LabContext['core'], 'database'> },
  { codes: typed, format: key, start = 1, copies = 1 }: LabelsWanted,
  { url, at }: { url: string; at: Date },
): Promise<Buffer> {
  const format = findLabelFormat(key)
  if (format === undefined)
    throw new AppError(
      'bad-input',
      `There is no label format “${key}”. Known are ${labelFormats.map((one) => one.key).join(', ')}.`,
    )
  const places = labelsOnSheet(format)
  if (format.sheet !== null && start > places)
    throw new AppError('bad-input', `A sheet of ${format.name} has ${places} labels; there is no ${start}th.`)
  if (typed.length === 0) throw new AppError('bad-input', 'Say which samples the labels are for.')
  if (typed.length * copies > mostLabels)
    throw new AppError(
      'bad-input',
      `At most ${mostLabels} labels are printed at once; these are ${typed.length * copies}.`,
    )
  const codes = typed.map((text) => {
    const code = readSampleCode(text)
    if (code === null) throw new AppError('bad-input', `“${text}” is no sample code. A code looks like L7K-042.`)
    return code
  })
  const labels = await labelsOf(context, codes, url)
  return await labelsPdf(
    labels.flatMap((label) => Array.from({ length: copies }, () => label)),
    format,
    { start, at },
  )
}

/** Characters of these samples' labels that no font here has: they are printed as codes, and people are told before. */
export async function findUnprintable(
  context: LabContext,
  typed: readonly string[],
): Promise<{ code: string; characters: string[] }[]> {
  const codes = typed.flatMap((text) => readSampleCode(text) ?? [])
  const lab = scopeOf(context)
  const known = new Set((await listSampleRows(lab, { codes: [...new Set(codes)] })).map(({ sample }) => sample.code))
  const labels = await labelsOf(
    context,
    codes.filter((code) => known.has(code)),
    '',
  )
  return [...(await unsettableOnLabels(labels))].map(([code, characters]) => ({ code, characters }))
}

async function labelsOf(
  context: Pick<LabContext, 'lab'> & { core: Pick<LabContext['core'], 'database'> },
  codes: readonly string[],
  url: string,
): Promise<Label[]> {
  const lab = { db: context.core.database.db, labId: context.lab.id }
  const rows = new Map((await listSampleRows(lab, { codes: [...new Set(codes)] })).map((row) => [row.sample.code, row]))
  return codes.map((code): Label => {
    const row = rows.get(code)
    if (row === undefined) throw new AppError('not-found', `There is no sample ${code} in this lab.`)
    const { sample, recipeName, runNumber } = row
    const what = sample.kind === 'powder' ? [] : [sample.kind === 'discs' ? 'discs' : 'sheet']
    return {
      code,
      address: `${url}/${context.lab.slug}/s/${code}`,
      recipe: sample.mixesRecipes ? 'blend of recipes' : recipeName,
      made: [
        ...what,
        ...(sample.mixesRecipes ? [] : [`run ${runNumber}`]),
        formatDay(sample.createdAt.toISOString().slice(0, 10)),
      ].join(' · '),
      marks: [
        ...(sample.isAirSensitive ? ['air-sensitive'] : []),
        ...(sample.expiresOn === null ? [] : [`use by ${formatDay(sample.expiresOn)}`]),
      ],
    }
  })
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `31 Dec 2026` of `2026-12-31`. */
function formatDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${date} ${months[(month ?? 1) - 1]} ${year}`
}
