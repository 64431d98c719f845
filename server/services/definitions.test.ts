import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setParameter } from '@/collab/plan/write'
import { findProjected } from '@/db/queries/plans'
import type { PlanId } from '@/science/ids'
import type { OwnCathode, OwnMaterial, OwnPrecursor } from '@/science/library/library'
import { publishedLibrary } from '@/science/library/library'
import { isFigure } from '@/science/prediction/figure'
import type { OwnParameter } from '@/science/recipe/ownParameter'
import {
  getDefinitions,
  getVersions,
  retire,
  saveCathode,
  saveMaterial,
  saveParameter,
  savePrecursor,
} from './definitions'
import { createPlan } from './plans'
import { getRun, startRun } from './runs'
import { addTestRecipe, type LabHarness, projected, startLab } from './testing/labHarness'

let lab: LabHarness

beforeEach(async () => {
  lab = await startLab({ settings: { approvalRequiredFor: [] } })
})
afterEach(() => lab[Symbol.asyncDispose]())

const borate: OwnMaterial = {
  id: 'Our borate',
  name: 'lithium borate of our oven',
  formula: 'Li3B11O18',
  phase: 'amorphous',
  source: 'notebook 12, page 3',
  lithium: null,
  oxygen: {
    kind: 'measured',
    source: 'tracer diffusion, notebook 12, page 5',
    temperatureK: 300,
    activationEnergyEv: null,
    activationEnergySdEv: null,
    diffusivity: null,
    onsager: { value: 1e7, low: 5e6, high: 2e7 },
  },
  densityGPerCm3: null,
  growthPerSupercycleNm: null,
  formsFromBoron: null,
  phases: null,
}

const crucible: Omit<OwnParameter, 'key'> & { key: string | null } = {
  key: null,
  label: 'Crucible volume',
  unit: 'mL',
  kind: 'number',
  processes: ['sol-gel', 'wet'],
  description: '',
  min: 1,
  max: 100,
  choices: [],
}

async function planWithRecipe() {
  const { id: plan } = await createPlan(lab.researcher, { title: 'Own' })
  const recipe = await addTestRecipe(lab, plan, {
    name: 'Ours',
    values: { cathode: 'NMC532', coating: 'Our borate', thicknessNm: 10, 'conditions.oxygenSink': 'o2-gas' },
  })
  return { plan, recipe }
}

/** The recipe as lists have it. */
async function stored(plan: PlanId) {
  const [row] = (await findProjected(lab.core.database.db, plan))?.recipes ?? []
  if (row === undefined) throw new Error('no row')
  return row
}

const storedTime = async (plan: PlanId) => (await stored(plan)).prediction.timeToRocksalt

describe('a material of the lab', () => {
  it('works at once in recipes, in lists and in what is frozen; what was frozen stays', async () => {
    const { plan, recipe } = await planWithRecipe()
    expect(await storedTime(plan)).toMatchObject({ unavailable: expect.stringContaining('Our borate') })

    const saved = await saveMaterial(lab.researcher, { content: borate, version: null })
    const first = await storedTime(plan)
    if (first === undefined || !isFigure(first)) throw new Error('no figure')
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    expect((await getRun(lab.researcher, run)).revision.prediction.timeToRocksalt).toEqual(first)

    // Ten times the conductivity, a tenth of the time.
    await saveMaterial(lab.pi, {
      content: { ...borate, oxygen: borate.oxygen && { ...borate.oxygen, onsager: { value: 1e8 } } },
      version: saved.version,
    })
    const second = await storedTime(plan)
    if (second === undefined || !isFigure(second)) throw new Error('no figure')
    expect((second.value ?? 0) / (first.value ?? 1)).toBeCloseTo(0.1, 6)
    expect((await getRun(lab.researcher, run)).revision.prediction.timeToRocksalt).toEqual(first)
  })

  it('cannot take the id of a published one, nor be changed unseen by two', async () => {
    const published = publishedLibrary.materials[0]?.id ?? ''
    await expect(saveMaterial(lab.pi, { content: { ...borate, id: published }, version: null })).rejects.toThrow(
      'is a published material',
    )
    await saveMaterial(lab.researcher, { content: borate, version: null })
    await expect(saveMaterial(lab.pi, { content: borate, version: null })).rejects.toThrow('has entered “Our borate”')
    await saveMaterial(lab.pi, { content: { ...borate, name: 'ours' }, version: 1 })
    await expect(saveMaterial(lab.researcher, { content: borate, version: 1 })).rejects.toThrow('has changed')
    await expect(saveMaterial(lab.pi, { content: { ...borate, formula: 'Xx2' }, version: 2 })).rejects.toThrow(
      'is no formula',
    )
    expect((await getDefinitions(lab.viewer)).materials).toMatchObject([{ key: 'Our borate', version: 2 }])
  })

  it('retires and comes back, and still predicts meanwhile', async () => {
    const { plan } = await planWithRecipe()
    const { version } = await saveMaterial(lab.pi, { content: borate, version: null })
    const before = await storedTime(plan)
    const away = await retire(lab.pi, { kind: 'material', key: borate.id, version, isRetired: true })
    expect(away).toMatchObject({ isRetired: true, version: 2 })
    expect(await storedTime(plan)).toEqual(before)
    await retire(lab.pi, { kind: 'material', key: borate.id, version: 2, isRetired: false })
    expect((await getDefinitions(lab.viewer)).materials).toMatchObject([{ isRetired: false, version: 3 }])
  })
})

describe('a cathode and a precursor of the lab', () => {
  const nmc = publishedLibrary.cathodeById.get('NMC532')
  if (nmc === undefined) throw new Error('no NMC532')
  const { isOwn: _own, molarMass: _mass, capacityMAhPerG: _capacity, ...asPublished } = nmc
  const powder: OwnCathode = {
    ...asPublished,
    id: 'Our NMC',
    radiusUm: { value: 2.5, kind: 'measured', source: 'laser diffraction, notebook 3' },
  }

  it('predicts with the powder as the lab has it', async () => {
    const { id: plan } = await createPlan(lab.researcher, { title: 'Own powder' })
    await addTestRecipe(lab, plan, {
      name: 'Ours',
      values: { cathode: 'Our NMC', coating: 'Li3B11O18', thicknessNm: 10, 'conditions.oxygenSink': 'o2-gas' },
    })
    expect(await storedTime(plan)).toMatchObject({ unavailable: expect.stringContaining('Our NMC') })
    await saveCathode(lab.researcher, { content: powder, version: null })
    const first = await storedTime(plan)
    if (first === undefined || !isFigure(first)) throw new Error('no figure')
    expect(first.inputs).toContainEqual(
      expect.objectContaining({ value: 2.5, source: expect.stringContaining('notebook 3') }),
    )
    // What is lost twice as much takes twice as long.
    const { lostFraction } = powder
    if (lostFraction === null) throw new Error('no φ')
    await saveCathode(lab.pi, {
      content: { ...powder, lostFraction: { ...lostFraction, value: lostFraction.value * 2 } },
      version: 1,
    })
    const second = await storedTime(plan)
    if (second === undefined || !isFigure(second)) throw new Error('no figure')
    expect((second.value ?? 0) / (first.value ?? 1)).toBeCloseTo(2, 9)
  })

  it('refuses ids of the published and formulas that are none, and keeps kinds apart', async () => {
    await expect(saveCathode(lab.pi, { content: { ...powder, id: 'NMC532' }, version: null })).rejects.toThrow(
      'is a published cathode',
    )
    await expect(saveCathode(lab.pi, { content: { ...powder, formula: 'Foo' }, version: null })).rejects.toThrow(
      'is no formula',
    )
    const salt: OwnPrecursor = {
      id: 'Our NMC',
      name: 'lithium hydroxide of the shelf',
      formula: 'LiOH·H2O',
      aliases: [],
      state: 'solid',
      densityGPerMl: null,
    }
    await saveCathode(lab.pi, { content: powder, version: null })
    await savePrecursor(lab.pi, { content: salt, version: null })
    const { cathodes, precursors, materials } = await getDefinitions(lab.viewer)
    expect([cathodes[0]?.content, precursors[0]?.content, materials]).toEqual([powder, salt, []])
  })

  it('writes an id as recipes type it', async () => {
    const saved = await saveMaterial(lab.pi, { content: { ...borate, id: ' Li₃BO₃ ours ' }, version: null })
    expect(saved).toMatchObject({ key: 'Li3BO3 ours', content: { id: 'Li3BO3 ours' } })
  })
})

describe('the versions of an entry', () => {
  it('are all there, newest first, with who wrote them', async () => {
    await saveMaterial(lab.researcher, { content: borate, version: null })
    await saveMaterial(lab.pi, { content: { ...borate, name: 'ours' }, version: 1 })
    await retire(lab.pi, { kind: 'material', key: borate.id, version: 2, isRetired: true })
    const versions = await getVersions(lab.viewer, { kind: 'material', key: borate.id })
    expect(versions).toMatchObject([
      { version: 3, isRetired: true, content: { name: 'ours' } },
      { version: 2, isRetired: false, content: { name: 'ours' }, by: { name: lab.pi.actor.name } },
      { version: 1, content: { name: borate.name }, by: { name: lab.researcher.actor.name } },
    ])
    await expect(getVersions(lab.pi, { kind: 'cathode', key: borate.id })).rejects.toThrow('has no cathode')
  })
})

describe('a parameter of the lab', () => {
  it('gets a key of its own that recipes can use, and keeps it', async () => {
    const saved = await saveParameter(lab.researcher, { content: crucible, version: null })
    expect(saved.key).toBe('own.crucible-volume')
    const { plan, recipe } = await planWithRecipe()
    await lab.core.rooms.apply(plan, lab.researcher.actor.memberId, (doc) => {
      expect(setParameter(doc, recipe, 'own.crucible-volume', 25)).toEqual({ ok: true })
    })
    await projected(lab, plan)
    expect((await stored(plan)).values['own.crucible-volume']).toBe(25)
    const { id: run } = await startRun(lab.researcher, { plan, recipe })
    expect((await getRun(lab.viewer, run)).revision.values['own.crucible-volume']).toBe(25)
    const renamed = await saveParameter(lab.pi, {
      content: { ...crucible, key: saved.key, label: 'Volume of the crucible' },
      version: 1,
    })
    expect(renamed).toMatchObject({ key: 'own.crucible-volume', version: 2 })
  })

  it('refuses what would confuse', async () => {
    await saveParameter(lab.pi, { content: crucible, version: null })
    await expect(saveParameter(lab.pi, { content: crucible, version: null })).rejects.toThrow('already')
    await expect(
      saveParameter(lab.pi, { content: { ...crucible, label: 'x', min: 5, max: 1 }, version: null }),
    ).rejects.toThrow('from 5 to 1')
    await expect(
      saveParameter(lab.pi, { content: { ...crucible, key: 'own.crucible-volume', kind: 'text' }, version: 1 }),
    ).rejects.toThrow('kind of a parameter stays')
    await expect(
      saveParameter(lab.pi, { content: { ...crucible, label: 'Mood', kind: 'choice' }, version: null }),
    ).rejects.toThrow('at least one')
  })
})
