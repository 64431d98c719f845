import { randomInt } from 'node:crypto'
import { newId } from '@/collab/plan/newId'
import { commit } from '@/db/commit'
import { listRunRows } from '@/db/queries/runs'
import { insertSample, insertSamplePart, type SampleRow } from '@/db/queries/samples'
import type { SampleId } from '@/science/ids'
import { sampleCode, sampleCodeCount } from '@/science/sampleCode'
import { isCounted, kindsMadeOf, type SampleKind, sampleKindLabels, sampleStateLabels } from '@/science/samples/kinds'
import { AppError } from '../errors'
import { activityEntry } from './activity'
import { retryTaken } from './conflicts'
import { type LabContext, scopeOf } from './context'
import { thisMoment } from './moment'
import { CannotTake, refusedTaking, requireSample, take } from './sampleTaking'

export interface NewSample {
  /** g; of a blend the sum of its parts where it is not weighed. */
  amountG?: number | null
  /** Of discs. */
  count?: number | null
  diameterMm?: number | null
  coatingMgPerDisc?: number | null
  activePercent?: number | null
  loadingMgPerCm2?: number | null
  place?: string
  isAirSensitive?: boolean
  expiresOn?: string | null
  remark?: string
}

export interface Making {
  kind: SampleKind
  /** What it is made of, with what is taken of each, g; a part of a sample takes what it weighs itself. */
  of: readonly { sample: SampleId; amountG?: number | null }[]
  /** Several when one sample is split. */
  into: readonly NewSample[]
  /** Takes more than the record says is left: the record is wrong, and shows it. */
  evenIfShort?: boolean
}

export interface MadeSample {
  id: SampleId
  code: string
}

/**
 * Splits a sample, coats a sheet, punches discs, or blends several into one: the new samples, what was taken of which, and what
 * is left of those, in one batch.
 */
export async function makeSamples(context: LabContext, making: Making): Promise<MadeSample[]> {
  const { core, actor } = context
  const lab = scopeOf(context)
  const { kind, of, into, evenIfShort = false } = making
  const parents = await Promise.all(of.map(({ sample }) => requireSample(lab, sample)))
  requireMakeable(kind, parents, into)

  const runs = await listRunRows(lab, { ids: [...new Set(parents.map((parent) => parent.runId))] })
  const isSplit = parents.length === 1 && parents[0]?.kind === kind
  // What all children together take of each parent, and what each child does.
  const partOf = (child: NewSample, place: number) => (isSplit ? amountOf(kind, child) : (of[place]?.amountG ?? null))
  const largest = of.reduce((best, one, place) => ((one.amountG ?? 0) > (of[best]?.amountG ?? 0) ? place : best), 0)
  const main = parents[largest] ?? parents[0]
  if (main === undefined) throw new AppError('bad-input', 'Say of which sample it is made.')
  const revisions = new Set(runs.map(({ run }) => run.revisionId))
  const mixesRecipes = revisions.size > 1 || parents.some((parent) => parent.mixesRecipes)

  const attempt = async (): Promise<MadeSample[]> => {
    const at = thisMoment()
    const by = actor.memberId
    const made = into.map(() => ({ id: newId('sample'), code: sampleCode(randomInt(sampleCodeCount)) }))
    await commit(core.database, [
      ...parents.flatMap((parent, place) => {
        const parts = into.map((child) => partOf(child, place) ?? 0)
        const wanted = (isSplit ? parts : parts.slice(0, 1)).reduce((sum, part) => sum + part, 0)
        return [take(lab, parent, wanted, { evenIfShort })]
      }),
      ...into.flatMap((child, index) => {
        const { id, code } = made[index] as MadeSample
        return [
          insertSample(lab, {
            id,
            code,
            runId: main.runId,
            kind,
            mixesRecipes,
            ...describe(kind, child, of, main),
            createdBy: by,
            createdAt: at,
          }),
          ...parents.map((parent, place) => {
            const part = partOf(child, place)
            const counted = isCounted(parent.kind)
            return insertSamplePart(lab, {
              parentId: parent.id,
              childId: id,
              amountG: counted ? null : part,
              count: counted ? part : null,
            })
          }),
        ]
      }),
      activityEntry(lab, {
        by,
        at,
        verb: 'sample.made',
        details: {
          codes: made.map(({ code }) => code),
          kind: sampleKindLabels[kind],
          of: parents.map((parent) => parent.code),
        },
        subjectId: made[0]?.id ?? main.id,
        planId: runs.find(({ run }) => run.id === main.runId)?.run.planId ?? null,
      }),
    ])
    return made
  }
  try {
    return await retryTaken(attempt)
  } catch (error) {
    if (error instanceof CannotTake) throw await refusedTaking(lab, error)
    throw error
  }
}

function requireMakeable(kind: SampleKind, parents: readonly SampleRow[], into: readonly NewSample[]): void {
  const names = parents.map((parent) => `${parent.code} (${sampleKindLabels[parent.kind]})`).join(', ')
  if (new Set(parents.map((parent) => parent.id)).size < parents.length)
    throw new AppError('bad-input', 'The same sample stands twice among those that it is made of. Name each once.')
  if (!kindsMadeOf(parents.map((parent) => parent.kind)).includes(kind))
    throw new AppError('bad-input', `No ${sampleKindLabels[kind]} can be made of ${names}.`)
  const gone = parents.find((parent) => parent.state !== 'present')
  if (gone !== undefined)
    throw new AppError('conflict', `${gone.code} is ${sampleStateLabels[gone.state]}: nothing more can be made of it.`)
  if (into.length > 1 && parents.length > 1)
    throw new AppError('bad-input', 'A blend is one sample. Blend first, then split it.')
  if (into.length > 1 && kind === 'electrode')
    throw new AppError('bad-input', 'Each electrode sheet is made by itself, with what was taken for it.')
  if (isCounted(kind) && into.some((child) => !child.count))
    throw new AppError('bad-input', 'Say how many discs there are: a whole number from 1.')
}

function amountOf(kind: SampleKind, child: NewSample): number | null {
  return (isCounted(kind) ? child.count : child.amountG) ?? null
}

/** The columns of a new sample; what nobody says of discs is as it is of those, or of the sheet, that they come from. */
function describe(kind: SampleKind, child: NewSample, of: Making['of'], main: SampleRow) {
  const isBlend = kind === 'powder' && of.length > 1
  const parts = of.map(({ amountG }) => amountG ?? null)
  const sum = parts.every((part) => part !== null)
    ? parts.reduce<number>((total, part) => total + (part ?? 0), 0)
    : null
  const inherited = kind === 'discs' ? main : null
  return {
    amountG: isCounted(kind) ? null : (child.amountG ?? (isBlend ? sum : null)),
    count: isCounted(kind) ? (child.count ?? null) : null,
    diameterMm: child.diameterMm ?? inherited?.diameterMm ?? null,
    coatingMgPerDisc: child.coatingMgPerDisc ?? inherited?.coatingMgPerDisc ?? null,
    activePercent: child.activePercent ?? inherited?.activePercent ?? null,
    loadingMgPerCm2: child.loadingMgPerCm2 ?? inherited?.loadingMgPerCm2 ?? null,
    place: child.place ?? '',
    isAirSensitive: child.isAirSensitive ?? false,
    expiresOn: child.expiresOn ?? null,
    remark: child.remark ?? '',
  }
}
