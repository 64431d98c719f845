import { describe, expect, test } from 'vitest'
import { predict } from '../prediction/predict'
import { assembleRecipe, flattenRecipe } from '../recipe/assembleRecipe'
import { findParameter } from '../recipe/parameters'
import { readValue } from '../recipe/readValue'
import { readRecipe } from '../recipe/recipeSchema'
import { publishedLibrary } from './library'
import { literature, literatureRecipes, literatureTests } from './literature'

const recipes = literatureRecipes()

describe('every sample of the literature is a valid recipe', () => {
  test('and there is none beside them', () => {
    expect(recipes.map(({ sampleId }) => sampleId)).toEqual(literature.samples.map(({ id }) => id))
    expect(recipes.length).toBeGreaterThan(0)
  })

  test.each(recipes.map((one) => [one.sampleId, one] as const))('%s', (_id, { recipe, conditions }) => {
    const values = { ...conditions, ...recipe.values }
    for (const [key, value] of Object.entries(values)) {
      const parameter = findParameter(key)
      expect(parameter, key).toBeDefined()
      if (parameter === undefined) continue
      expect(parameter.processes, key).toContain(recipe.process)
      expect(readValue(parameter, value), key).toEqual({ ok: true, value })
    }
    const nested = assembleRecipe({ ...recipe, conditions })
    expect(readRecipe(JSON.parse(JSON.stringify(nested)))).toMatchObject({ ok: true, ignored: [] })
    expect(flattenRecipe(nested).values).toEqual(values)
    expect(publishedLibrary.cathodeById.has(String(nested.cathode))).toBe(true)
    const codes = predict(nested).checks.map(({ code }) => code)
    expect(codes).not.toContain('unknown-library-id')
    expect(codes).not.toContain('value-left-out')
    expect(codes).not.toContain('outside-known-range')
  })

  test('nothing that a paper gives of a recipe is left out', () => {
    for (const sample of literature.samples) {
      const found = recipes.find(({ sampleId }) => sampleId === sample.id)?.recipe.values ?? {}
      const texts = JSON.stringify(Object.values(found))
      for (const [key, value] of Object.entries(sample.recipe)) {
        if (value === null) continue
        const parts = typeof value === 'object' ? Object.values(value as object) : [value]
        for (const part of parts)
          if (part !== null) expect(texts, `${sample.id}: ${key}`).toContain(JSON.stringify(part))
      }
    }
  })

  test('a measured thickness is taken with its range', () => {
    const of = (id: string) => recipes.find(({ sampleId }) => sampleId === id)?.recipe.values
    expect(of('ma2026/LCO-M2')).toMatchObject({ thicknessNm: 4, thicknessBasis: 'measured', supercycles: 2 })
    expect(of('ma2026/LCO-C')).toMatchObject({ thicknessNm: 3.5, thicknessUncertaintyNm: 0.5 })
    expect(of('cheng2024/LBO-NMC532')).toMatchObject({ sinterTemperatureC: 350, solutionTemperatureC: 60 })
  })
})

describe('every test of the literature is a result with its conditions', () => {
  const tests = literatureTests()

  test('and there is none beside them', () => {
    expect(tests.map(({ testId }) => testId)).toEqual(literature.tests.map(({ id }) => id))
  })

  const settings = new Set(['afterCycles', 'chargedTo', 'rate', 'qualifier'])
  test.each(literature.tests.map((own) => [own.id, own] as const))('%s', (id, own) => {
    const found = tests.find(({ testId }) => testId === id)
    expect(found?.results.length).toBeGreaterThan(0)
    expect(found?.sampleId).toBe(own.sample)
    expect(found?.place).toBe(own.where)
    if (own.window !== undefined)
      expect(found?.conditions).toMatchObject({ lowerCutoffV: own.window[0], upperCutoffV: own.window[1] })
    if (own.rate !== undefined) expect(found?.conditions.cRate).toBe(own.rate)
    if (own.temperature !== undefined) expect(found?.conditions.temperatureC).toBe(own.temperature)
    if (own.cell !== undefined) expect(found?.conditions.cell).toBe(own.cell)
    // Every number that the paper gives is a result or a condition.
    const stated: number[] = []
    for (const value of [
      own.dischargeCapacity,
      own.activatedCapacity,
      own.finalCapacity,
      own.retention,
      own.averageDischargeVoltageDrop,
      own.deltaV,
      own.coKEdgeShift_eV,
      ...Object.values(own.rateCapability ?? {}),
      ...Object.values(own.gittPolarisation_V ?? {}),
      ...Object.entries(own.eis ?? {}).flatMap(([key, value]) => (settings.has(key) ? [] : [value])),
    ])
      if (typeof value === 'number') stated.push(value)
    expect(found?.results.map(({ value }) => value).sort()).toEqual(stated.sort())
    for (const { figure, value, unit } of found?.results ?? []) {
      expect(figure).toMatch(/\w/)
      expect(Number.isFinite(value)).toBe(true)
      expect(unit).toMatch(/^(mAh\/g|%|V|eV|ohm)$/)
    }
  })

  test('rates of a rate test stand with each result; other reported values beside it', () => {
    const of = (id: string) => tests.find(({ testId }) => testId === id)?.results
    expect(of('feng2023-04')?.map(({ conditions, value }) => [conditions.cRate, value])).toEqual([
      [0.2, 157],
      [0.5, 127.1],
      [2, 18],
    ])
    expect(of('feng2023-07')?.find(({ figure }) => figure === 'retention')).toMatchObject({
      value: 80.4,
      alsoReported: [80.3],
      atCycle: 400,
      referenceCycle: null,
    })
    expect(of('cheng2024-01')).toMatchObject([{ figure: 'retention', qualifier: '~', atCycle: 100 }])
    expect(of('ma2026-16')).toMatchObject([{ figure: 'Rct', value: 337, unit: 'ohm', conditions: { chargedToV: 4.5 } }])
  })
})
