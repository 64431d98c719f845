import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { substance } from '../chemistry/formula'
import additions from './data/additions.json'
import materials from './data/materials.json'
import { extendLibrary, publishedLibrary, type Sourced } from './library'

const basis = z.enum(['measured', 'computed', 'bound', 'assumed'])
const positive = z.number().positive()
const sourced = z
  .strictObject({
    value: positive,
    low: positive.optional(),
    high: positive.optional(),
    kind: basis,
    source: z.string().min(3),
  })
  .refine(({ value, low = value, high = value }) => low <= value && value <= high, 'the value lies outside its range')
const ion = z
  .strictObject({
    Ea_eV: positive.optional(),
    Ea_sd_eV: positive.optional(),
    T_K: positive.optional(),
    D_cm2_s: positive.optional(),
    D_low_cm2_s: positive.optional(),
    D_high_cm2_s: positive.optional(),
    L_per_eV_cm_s: positive.optional(),
    L_low_per_eV_cm_s: positive.optional(),
    L_high_per_eV_cm_s: positive.optional(),
    L_unrounded_per_eV_cm_s: positive.optional(),
    L_unrounded_low_per_eV_cm_s: positive.optional(),
    L_unrounded_high_per_eV_cm_s: positive.optional(),
    L_unrounded_note: z.string().optional(),
    kind: basis,
  })
  .nullable()
const anionGroup = z.enum(['BOx', 'SiOx', 'POx', 'SbOx'])

const materialsFile = z.strictObject({
  $about: z.string(),
  sources: z.record(z.string(), z.string()),
  temperature_K: positive,
  temperature_note: z.string(),
  coatings: z.array(
    z.strictObject({ id: z.string(), name: z.string(), phase: z.string(), source: z.string(), Li: ion, O: ion }),
  ),
  guidelines: z.strictObject({
    D_Li_min_cm2_s: positive,
    D_O_max_cm2_s: positive,
    source: z.string(),
    retaining_anion_groups: z.array(anionGroup),
  }),
  cathodes: z.array(
    z.strictObject({
      id: z.string(),
      formula: z.string(),
      radius_um: positive.nullable(),
      surface_phase: z.string(),
      c_max_O_per_cm3: positive.nullable(),
      mu_O_eV: z.number().nullable(),
      mu_at_V: positive.optional(),
      fraction_of_O_lost: z.number().min(0).max(1).optional(),
      kind: basis,
      source: z.string(),
    }),
  ),
  oxygen_sinks: z.array(
    z.strictObject({ id: z.string(), mu_O_eV: z.number(), meaning: z.string(), source: z.string() }),
  ),
  mutual_reaction_energy_eV_per_atom: z.array(
    z.strictObject({
      pair: z.array(z.string()).length(2),
      dE: z.number(),
      products: z.array(z.string()).optional(),
      source: z.string(),
    }),
  ),
  molar_mass_g_mol: z.record(z.string(), z.union([z.number(), z.string()])),
})

const additionsFile = z.strictObject({
  $about: z.string(),
  cathodes: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      densityGPerCm3: sourced.optional(),
      capacityMAhPerG: sourced.optional(),
      radiusKind: basis.optional(),
      radiusSource: z.string().optional(),
    }),
  ),
  coatings: z.record(
    z.string(),
    z.strictObject({
      formula: z.string().nullable().optional(),
      source: z.string().optional(),
      formulaNote: z.string().optional(),
      anionGroups: z.array(anionGroup).optional(),
      formsFromBoron: z.string().optional(),
      densityGPerCm3: sourced.optional(),
      growthPerSupercycleNm: sourced.optional(),
    }),
  ),
  furtherCoatings: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      phase: z.string(),
      source: z.string(),
      phases: z.array(z.string()),
    }),
  ),
  oxygenSinks: z.record(z.string(), z.string()),
  boratesDensityGPerCm3: z.record(z.string(), sourced),
  precursors: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      formula: z.string(),
      aliases: z.array(z.string()),
      state: z.enum(['solid', 'liquid']),
      densityGPerMl: sourced.optional(),
    }),
  ),
})

describe('the data files', () => {
  test('hold what the code reads, and nothing that it does not', () => {
    expect(materialsFile.safeParse(materials).error?.issues ?? []).toEqual([])
    expect(additionsFile.safeParse(additions).error?.issues ?? []).toEqual([])
  })

  test('name nothing that there is not', () => {
    const { materialById, cathodeById, sinkById } = publishedLibrary
    for (const id of Object.keys(additions.coatings)) expect(materialById.has(id), id).toBe(true)
    for (const id of Object.keys(additions.cathodes)) expect(cathodeById.has(id), id).toBe(true)
    for (const id of Object.keys(additions.oxygenSinks)) expect(sinkById.has(id), id).toBe(true)
    for (const { phases } of additions.furtherCoatings)
      for (const id of phases) expect(materialById.has(id), id).toBe(true)
  })

  test('no id stands twice, and every formula has a mass', () => {
    const { materials: coatings, cathodes, precursors, oxygenSinks } = publishedLibrary
    for (const list of [coatings, cathodes, precursors, oxygenSinks])
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    for (const { id, formula } of [...coatings, ...cathodes, ...precursors])
      if (formula !== null) expect(substance(formula)?.molarMass, id).toBeGreaterThan(0)
  })

  test('molar masses are those of the sources', () => {
    for (const [formula, mass] of Object.entries(materials.molar_mass_g_mol))
      if (typeof mass === 'number') expect(substance(formula)?.molarMass, formula).toBeCloseTo(mass, 2)
  })

  test('every range has its value within it', () => {
    for (const { id, oxygen, lithium } of publishedLibrary.materials)
      for (const own of [oxygen?.onsager, oxygen?.diffusivity, lithium?.onsager, lithium?.diffusivity]) {
        const { value, low, high } = own ?? {}
        if (value === undefined) continue
        if (low !== undefined) expect(low, id).toBeLessThanOrEqual(value)
        if (high !== undefined) expect(high, id).toBeGreaterThanOrEqual(value)
      }
  })
})

describe('the library', () => {
  test('takes the unrounded L_OO of the borate', () => {
    expect(publishedLibrary.materialById.get('Li3B11O18')?.oxygen?.onsager).toEqual({
      value: 1.455e6,
      low: 5.32e5,
      high: 3.73e6,
    })
  })

  test('lets the published cathode stand in where one has no values of its own, and says so', () => {
    const lco = publishedLibrary.cathodeById.get('LCO')
    expect(lco?.oxygenPotentialEv).toMatchObject({
      value: -4.95,
      kind: 'assumed',
      source: expect.stringMatching(/NMC532/),
    })
    expect(lco?.surfaceOxygenPerCm3).toMatchObject({ value: 4.2e22, kind: 'assumed' })
    expect(lco?.lostFraction).toMatchObject({ value: 0.5, kind: 'assumed' })
    expect(lco?.radiusUm).toMatchObject({ value: 2.5, kind: 'measured' })
    expect(lco?.dwellVoltageV).toBe(4.3)
  })

  test('gives every number a source', () => {
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null || value instanceof Map) return
      if ('kind' in value && 'value' in value) expect((value as Sourced).source, path).toMatch(/\w/)
      for (const [key, own] of Object.entries(value)) look(own, `${path}.${key}`)
    }
    look(publishedLibrary, 'library')
  })

  test('takes a lab’s own entries beside the published', () => {
    const [material] = publishedLibrary.materials
    const [cathode] = publishedLibrary.cathodes
    const [precursor] = publishedLibrary.precursors
    if (material === undefined || cathode === undefined || precursor === undefined) throw new Error('empty')
    const own = extendLibrary(publishedLibrary, {
      materials: [
        { ...material, id: 'mine', formula: 'Li3PO4', anionGroups: ['SbOx'] },
        { ...material, id: 'mixed', formula: null, anionGroups: ['BOx'] },
      ],
      cathodes: [{ ...cathode, id: 'my NMC' }],
      precursors: [{ ...precursor, id: 'my acid' }],
      sources: { us: 'our notebook', cheng2024: 'me' },
    })
    expect(own.materialById.get('mine')).toMatchObject({ isOwn: true, anionGroups: ['POx'], lithiumPerOxygen: 0.75 })
    expect(own.materialById.get('mixed')).toMatchObject({ anionGroups: ['BOx'], lithiumPerOxygen: null })
    expect(own.cathodeById.get('my NMC')).toMatchObject({ isOwn: true, molarMass: cathode.molarMass })
    expect(own.precursors.at(-1)).toEqual({ ...precursor, id: 'my acid', isOwn: true })
    expect(own.sources).toEqual({ ...publishedLibrary.sources, us: 'our notebook' })
    expect(publishedLibrary.materialById.has('mine')).toBe(false)
  })

  test('stands whatever a lab has entered: every page does on it', () => {
    const ids = [...publishedLibrary.materials, ...publishedLibrary.cathodes, ...publishedLibrary.precursors].map(
      ({ id }) => id,
    )
    const id = fc.oneof(fc.constantFrom(...ids, '', ' ', 'a:b', ' x', '__proto__', 'Li₃BO₃', 'twice'), fc.string())
    const formula = fc.constantFrom('LiCoO2', 'Li3BO3', 'Foo', '')
    const [material] = publishedLibrary.materials
    const [cathode] = publishedLibrary.cathodes
    const [precursor] = publishedLibrary.precursors
    if (material === undefined || cathode === undefined || precursor === undefined) throw new Error('empty')
    const some = <Entry extends { id: string; formula: string | null }>(entry: Entry) =>
      fc.array(
        fc.record({ id, formula }).map((part) => ({ ...entry, ...part })),
        { maxLength: 6 },
      )
    fc.assert(
      fc.property(some(material), some(cathode), some(precursor), (materials, cathodes, precursors) => {
        const merged = extendLibrary(publishedLibrary, { materials, cathodes, precursors })
        for (const kind of ['materials', 'cathodes', 'precursors'] as const) {
          const entries: readonly { id: string; isOwn: boolean }[] = merged[kind]
          const own = { materials, cathodes, precursors }[kind]
          expect(new Set(entries.map((one) => one.id)).size).toBe(entries.length)
          // Nothing published is lost, unless a recipe's name for it has come to mean the lab's own.
          for (const one of publishedLibrary[kind])
            expect(
              entries.some((entry) => entry.id === one.id && (!entry.isOwn || own.some((x) => x.id === one.id))),
            ).toBe(true)
          for (const one of entries) if (one.isOwn) expect(one.id).not.toMatch(/:|^\s*$/)
        }
        for (const one of merged.materials) expect(merged.materialById.get(one.id)).toBe(one)
        for (const one of merged.cathodes) expect(one.molarMass).toBeGreaterThan(0)
        // Merging again changes nothing.
        expect(extendLibrary(merged, { materials, cathodes, precursors })).toEqual(merged)
      }),
    )
  })

  test('keeps what a recipe means by an id that a later version publishes, too', () => {
    const [material] = publishedLibrary.materials
    if (material === undefined) throw new Error('empty')
    const own = { ...material, name: 'ours' }
    const merged = extendLibrary(publishedLibrary, { materials: [{ ...own, name: 'first' }, own] })
    expect(merged.materialById.get(material.id)).toMatchObject({ name: 'ours', isOwn: true })
    expect(merged.materials).toHaveLength(publishedLibrary.materials.length)
  })
})
