import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/collab/plan/newId'
import type { RunEntryId, SampleId } from '@/science/ids'
import { yieldKey } from '@/science/run/steps'
import { createCell, getCell } from './cells'
import { measure, withdrawMeasurement } from './characterisation'
import type { LabContext } from './context'
import { getRun, recordEntry, startRun } from './runs'
import { changeSampleField } from './sampleChanges'
import { makeSamples } from './sampleMaking'
import { findByCode, getSample, suggestPlaces } from './samples'
import { addTestRecipe, buildCell, type LabHarness, startLab } from './testing/labHarness'

let harness: LabHarness
let world: Awaited<ReturnType<typeof buildCell>>
let jon: LabContext
let sora: LabContext

beforeAll(async () => {
  harness = await startLab({ settings: { approvalRequiredFor: [] } })
  world = await buildCell(harness)
  jon = harness.researcher
  sora = harness.student
})
afterAll(() => harness[Symbol.asyncDispose]())

/** A powder of a run of its own, weighed unless told. */
async function powder(amountG: number | null = 10) {
  const { id } = await startRun(jon, { plan: world.plan, recipe: world.recipe })
  const [sample] = (await getRun(jon, id)).samples
  if (sample === undefined) throw new Error('A run has a powder sample.')
  if (amountG !== null)
    await changeSampleField(jon, { sample: sample.id, change: { field: 'made', seen: null, value: amountG } })
  return sample
}

const stands = (sample: SampleId) => getSample(jon, sample)
const sentences = async (sample: SampleId) =>
  (await stands(sample)).history.map(({ by, sentence }) => `${by.name} ${sentence}`)

describe('making samples of samples', () => {
  it('splits a powder into vials: what is left is what was made less what was taken', async () => {
    const whole = await powder(10)
    const vials = await makeSamples(sora, {
      kind: 'powder',
      of: [{ sample: whole.id }],
      into: [{ amountG: 2.5, place: 'glovebox' }, { amountG: 0.1 }, { amountG: null }],
    })
    expect(vials).toHaveLength(3)
    expect(await stands(whole.id)).toMatchObject({ amountG: 10, leftG: 7.4 })
    const first = await stands(vials[0]!.id)
    expect(first).toMatchObject({ kind: 'powder', amountG: 2.5, leftG: 2.5, place: 'glovebox', runId: whole.runId })
    expect(first.history.map(({ sentence }) => sentence)).toEqual([`made it of 2.5 g of ${whole.code}`])
    expect(await sentences(whole.id)).toContain(`Sora took 2.5 g for ${first.code} (powder)`)
    expect(await stands(vials[2]!.id)).toMatchObject({ amountG: null, leftG: null })
  })

  it('follows a powder over sheet and discs to a cell, with every amount on its way', async () => {
    const whole = await powder(5)
    const [sheet] = await makeSamples(jon, {
      kind: 'electrode',
      of: [{ sample: whole.id, amountG: 1 }],
      into: [{ activePercent: 80, loadingMgPerCm2: 4.2 }],
    })
    const [discs] = await makeSamples(jon, {
      kind: 'discs',
      of: [{ sample: sheet!.id }],
      into: [{ count: 12, diameterMm: 12, coatingMgPerDisc: 4.75 }],
    })
    expect(await stands(discs!.id)).toMatchObject({ count: 12, leftCount: 12, activePercent: 80, loadingMgPerCm2: 4.2 })
    const { id: cell } = await createCell(jon, { sample: discs!.id, name: 'from a disc', kind: 'cathode-half' })
    const found = await stands(discs!.id)
    expect(found).toMatchObject({ leftCount: 11, cellCount: 1 })
    expect(found.history[0]).toMatchObject({ sentence: 'built cell from a disc of one disc', place: `cells/${cell}` })
    expect((await getCell(jon, cell)).sampleCode).toBe(discs!.code)

    const { descent } = await stands(whole.id)
    const label = new Map(descent.map(({ id, label }) => [id, label]))
    expect(descent.map(({ kind }) => kind)).toEqual([
      'plan',
      'revision',
      'review',
      'run',
      'powder',
      'electrode',
      'discs',
      'cell',
    ])
    expect(descent.map(({ from }) => from.map(({ id, taken }) => [label.get(id), taken]))).toEqual([
      [],
      [['Borates', null]],
      [['LBO 10 nm', null]],
      [['nobody', null]],
      [[expect.stringMatching(/^run \d+$/), null]],
      [[whole.code, '1 g']],
      [[sheet!.code, null]],
      [[discs!.code, null]],
    ])
    // The same line from its other end.
    expect((await stands(discs!.id)).descent.map(({ id }) => id)).toEqual(descent.map(({ id }) => id))
  })

  it('blends powders into one, which keeps its parents with their parts', async () => {
    const [one, other] = [await powder(3), await powder(4)]
    const [blend] = await makeSamples(jon, {
      kind: 'powder',
      of: [
        { sample: one.id, amountG: 1 },
        { sample: other.id, amountG: 2 },
      ],
      into: [{}],
    })
    const found = await stands(blend!.id)
    expect(found).toMatchObject({ amountG: 3, mixesRecipes: false, runId: other.runId })
    expect(found.descent.find(({ id }) => id === blend!.id)?.from).toEqual([
      { id: other.id, taken: '2 g' },
      { id: one.id, taken: '1 g' },
    ])
    expect([(await stands(one.id)).leftG, (await stands(other.id)).leftG]).toEqual([2, 2])
  })

  it('says of a blend of different recipes that it is a sample of none of them', async () => {
    const one = await powder(3)
    const thick = await addTestRecipe(harness, world.plan, { name: 'LBO 20 nm' })
    const { id } = await startRun(jon, { plan: world.plan, recipe: thick })
    const [other] = (await getRun(jon, id)).samples
    const [blend] = await makeSamples(jon, {
      kind: 'powder',
      of: [{ sample: one.id, amountG: 1 }, { sample: other!.id }],
      into: [{}],
    })
    const found = await stands(blend!.id)
    expect(found).toMatchObject({ mixesRecipes: true, amountG: null })
    expect(
      found.descent
        .filter(({ kind }) => kind === 'revision')
        .map(({ label }) => label)
        .sort(),
    ).toEqual(['LBO 10 nm', 'LBO 20 nm'])
    const [sheet] = await makeSamples(jon, { kind: 'electrode', of: [{ sample: blend!.id }], into: [{}] })
    expect(await stands(sheet!.id)).toMatchObject({ mixesRecipes: true })
  })

  it('refuses what cannot be made, in a sentence', async () => {
    const whole = await powder(5)
    const make = (making: Partial<Parameters<typeof makeSamples>[1]>) =>
      makeSamples(jon, { kind: 'powder', of: [{ sample: whole.id }], into: [{ amountG: 1 }], ...making })
    await expect(make({ kind: 'discs', into: [{ count: 3 }] })).rejects.toThrow(/No electrode discs can be made of/)
    await expect(make({ of: [{ sample: whole.id }, { sample: whole.id }] })).rejects.toThrow(/stands twice/)
    await expect(make({ of: [{ sample: 'smp_nothing_here' }] })).rejects.toThrow('There is no such sample in this lab.')
    await changeSampleField(jon, { sample: whole.id, change: { field: 'state', seen: 'present', value: 'discarded' } })
    await expect(make({})).rejects.toThrow(`${whole.code} is discarded: nothing more can be made of it.`)
    await expect(createCell(jon, { sample: whole.id, name: 'of nothing', kind: 'full' })).rejects.toThrow(
      /is discarded/,
    )
  })

  it('never falls below nothing silently: more than is left is refused, or taken in so many words', async () => {
    const whole = await powder(1)
    const split = (evenIfShort?: boolean) =>
      makeSamples(jon, { kind: 'powder', of: [{ sample: whole.id }], into: [{ amountG: 1.5 }], evenIfShort })
    await expect(split()).rejects.toThrow(
      `By the record only 1 g of ${whole.code} is left, and 1.5 g is to be taken. Weigh it and correct the amount, take less, or take it all the same.`,
    )
    expect(await stands(whole.id)).toMatchObject({ leftG: 1 })
    await split(true)
    expect(await stands(whole.id)).toMatchObject({ leftG: -0.5 })
    // A later one still sees that the record is wrong, and an electrode of an unweighed amount takes nothing from it.
    await expect(split()).rejects.toThrow(/nothing of/)
    await makeSamples(jon, { kind: 'electrode', of: [{ sample: whole.id }], into: [{}] })
    expect(await stands(whole.id)).toMatchObject({ leftG: -0.5 })
  })
})

describe('several people at once', () => {
  it('gives what is left to one, and tells the other how much there is', async () => {
    const whole = await powder(10)
    const split = (who: LabContext) =>
      makeSamples(who, { kind: 'powder', of: [{ sample: whole.id }], into: [{ amountG: 6 }] })
    const answers = await Promise.allSettled([split(jon), split(sora), split(harness.pi)])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(String(answer.reason)).toMatch(/only 4 g of .* is left, and 6 g/)
    expect(await stands(whole.id)).toMatchObject({ leftG: 4 })
  })

  it('loses no disc when twenty cells are built at once from twelve', async () => {
    const whole = await powder(1)
    const [sheet] = await makeSamples(jon, { kind: 'electrode', of: [{ sample: whole.id }], into: [{}] })
    const [discs] = await makeSamples(jon, { kind: 'discs', of: [{ sample: sheet!.id }], into: [{ count: 12 }] })
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        createCell(index % 2 === 0 ? jon : sora, { sample: discs!.id, name: `at once ${index}`, kind: 'cathode-half' }),
      ),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(12)
    const found = await stands(discs!.id)
    expect(found).toMatchObject({ leftCount: 0, cellCount: 12 })
    await expect(createCell(jon, { sample: discs!.id, name: 'one more', kind: 'full' })).rejects.toThrow(
      /By the record nothing of .* is left, and 1 disc is to be taken. Count it/,
    )
  })

  it('writes the first of two corrections, and tells the later who was faster and what stands', async () => {
    const whole = await powder(10)
    const weigh = (who: LabContext, value: number) =>
      changeSampleField(who, { sample: whole.id, change: { field: 'left', seen: 10, value }, reason: 'weighed again' })
    const answers = await Promise.allSettled([weigh(jon, 9.5), weigh(sora, 9.4)])
    const refused = answers.find((answer) => answer.status === 'rejected')
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(String(refused?.reason)).toMatch(
      /Meanwhile (Jon|Sora) weighed what is left: 9\.[45] g, by the record 10 g\. Look at it again/,
    )
    // Taking something between seeing and weighing is a change as well.
    const other = await powder(10)
    await makeSamples(jon, { kind: 'powder', of: [{ sample: other.id }], into: [{ amountG: 1 }] })
    await expect(
      changeSampleField(sora, { sample: other.id, change: { field: 'left', seen: 10, value: 9.9 }, reason: 'weighed' }),
    ).rejects.toThrow(/Look at it again/)
    expect(await stands(other.id)).toMatchObject({ leftG: 9 })
  })

  it('keeps one correction of an entry, and tells the later of it', async () => {
    const whole = await powder()
    const { id } = await measure(jon, { sample: whole.id, quantity: 'coatingThickness', value: 9, unit: 'nm' })
    const correct = (who: LabContext, value: number) =>
      measure(who, {
        sample: whole.id,
        quantity: 'coatingThickness',
        value,
        unit: 'nm',
        corrects: id,
        reason: 'scale bar',
      })
    const answers = await Promise.allSettled([correct(jon, 12), correct(sora, 13)])
    const refused = answers.find((answer) => answer.status === 'rejected')
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(String(refused?.reason)).toMatch(/(Jon|Sora) has corrected this entry meanwhile \(scale bar\)/)
    expect((await stands(whole.id)).characterisations).toHaveLength(1)
  })
})

describe('what stands at a sample', () => {
  it('is changed by new rows, and what it was stays readable in words', async () => {
    const whole = await powder(10)
    const change = (request: Parameters<typeof changeSampleField>[1]['change'], reason?: string) =>
      changeSampleField(sora, { sample: whole.id, change: request, reason })
    await change({ field: 'place', seen: '', value: 'glovebox 2' })
    await change({ field: 'place', seen: 'glovebox 2', value: 'freezer' })
    await change({ field: 'expiresOn', seen: null, value: '2026-12-31' })
    await change({ field: 'isAirSensitive', seen: false, value: true })
    await expect(change({ field: 'left', seen: 10, value: 9.2 })).rejects.toThrow(/Say in a word why/)
    await change({ field: 'left', seen: 10, value: 9.2 }, 'XRD took some')
    await change({ field: 'made', seen: 10, value: 10.4 }, 'the boat was not tared')
    await change({ field: 'state', seen: 'present', value: 'used-up' })
    const found = await stands(whole.id)
    expect(found).toMatchObject({
      place: 'freezer',
      expiresOn: '2026-12-31',
      isAirSensitive: true,
      amountG: 10.4,
      leftG: 9.6,
      state: 'used-up',
    })
    expect((await sentences(whole.id)).slice(0, 7)).toEqual([
      'Sora said that it is used up',
      'Sora corrected what was made to 10.4 g, before 10 g',
      'Sora weighed what is left: 9.2 g, by the record 10 g',
      'Sora marked it as air-sensitive',
      'Sora set its last day to 2026-12-31',
      'Sora put it to “freezer”, before “glovebox 2”',
      'Sora put it to “glovebox 2”',
    ])
    expect(found.history[2]?.reason).toBe('XRD took some')
    expect(await suggestPlaces(jon)).toContain('freezer')
  })

  it('takes what the run collected for what was made, until somebody says otherwise at the sample', async () => {
    const whole = await powder(null)
    const collect = (actual: number, corrects?: RunEntryId) =>
      recordEntry(sora, {
        run: whole.runId,
        entryId: newId('runEntry'),
        key: yieldKey,
        actual,
        unit: 'g',
        ...(corrects === undefined ? {} : { corrects, reason: 'tared anew' }),
      })
    const { id } = await collect(9.7)
    expect(await stands(whole.id)).toMatchObject({ amountG: 9.7, leftG: 9.7 })
    expect((await stands(whole.id)).history[0]).toMatchObject({
      by: { name: 'Sora' },
      sentence: 'weighed what was made: 9.7 g',
      reason: 'collected in the run',
    })
    const { id: again } = await collect(9.6, id)
    expect(await stands(whole.id)).toMatchObject({ amountG: 9.6 })
    await changeSampleField(jon, {
      sample: whole.id,
      change: { field: 'made', seen: 9.6, value: 9.5 },
      reason: 'on the other balance',
    })
    await collect(9.4, again)
    expect(await stands(whole.id)).toMatchObject({ amountG: 9.5 })
  })

  it('is found by its code however it is typed or scanned', async () => {
    const { code, id } = await powder()
    for (const typed of [
      code.toLowerCase().replace('-', ' '),
      ` ${code.replace('-', ' - ')}`,
      `https://x.org/our-lab/s/${code}`,
    ])
      expect(await findByCode(jon, typed)).toEqual({ code, sample: id })
    expect(await findByCode(jon, 'no code')).toEqual({ code: null, sample: null })
  })
})

describe('what was measured', () => {
  it('refuses what cannot be so', async () => {
    const { id: sample } = await powder()
    const entry = (more: Partial<Parameters<typeof measure>[1]>) =>
      measure(jon, { sample, quantity: 'coatingThickness', value: 9, ...more })
    await expect(entry({ value: 'thick' })).rejects.toThrow('Coating thickness: expected a number above 0 in nm.')
    await expect(entry({ uncertainty: 9 })).rejects.toThrow(/reaches down to nothing/)
    await expect(entry({ quantity: 'xrdPhases', value: {} })).rejects.toThrow(/at least one phase/)
    await expect(entry({ quantity: 'semImage', value: 'platelets' })).rejects.toThrow(/expected a file/)
    await expect(entry({ file: 'fil_nothing_here' })).rejects.toThrow(/not in this lab/)
    const { id: other } = await powder()
    const { id: corrects } = await measure(jon, { sample: other, quantity: 'coatingThickness', value: 9 })
    await expect(entry({ corrects, reason: 'x' })).rejects.toThrow(/same quantity of the same sample/)
  })

  it('stands for what is made of the powder and for its run, the newest first, until it is taken back', async () => {
    const whole = await powder()
    const [vial] = await makeSamples(jon, { kind: 'powder', of: [{ sample: whole.id }], into: [{ amountG: 1 }] })
    const nm = { sample: whole.id, quantity: 'coatingThickness', unit: 'nm', method: 'TEM' }
    const { id: first } = await measure(jon, { ...nm, value: 9, uncertainty: 2 })
    expect((await stands(vial!.id)).measured.coatingThickness).toEqual({
      value: 9,
      uncertainty: 2,
      method: 'TEM',
      sampleId: whole.id,
      sampleCode: whole.code,
    })
    const { id: second } = await measure(sora, {
      ...nm,
      value: 12,
      uncertainty: 1,
      corrects: first,
      reason: 'scale bar',
    })
    const { characterisations, measured } = await stands(whole.id)
    expect(measured.coatingThickness).toMatchObject({ value: 12, uncertainty: 1 })
    expect(characterisations).toHaveLength(1)
    expect(characterisations[0]).toMatchObject({
      id: second,
      value: 12,
      earlier: [{ value: 9, uncertainty: 2, by: { name: 'Jon' }, reason: 'scale bar' }],
      withdrawn: null,
    })
    expect((await getRun(jon, whole.runId)).measured).toMatchObject({ coatingThickness: { value: 12 }, betArea: null })

    await withdrawMeasurement(jon, { entry: second, reason: 'another vial was measured' })
    const later = await stands(whole.id)
    expect(later.measured.coatingThickness).toBeNull()
    expect(later.characterisations[0]).toMatchObject({
      value: 12,
      withdrawn: { by: { name: 'Jon' }, reason: 'another vial was measured' },
      earlier: [{ value: 9 }],
    })
  })
})
