import { describe, expect, test } from 'vitest'
import type { AldRecipe, SubCycle } from '../recipe/recipe'
import { programmeTime, subCycleRatio } from './aldProgramme'
import { predict } from './predict'

const lithium: SubCycle = { oxide: 'LiOx', repeats: 2, pulseS: 1, exposureS: 5, purgeS: 30, cationsPerCycle: 3 }
const zirconium: SubCycle = { oxide: 'ZrOx', repeats: 3, pulseS: 2, purgeS: 40, cationsPerCycle: 1 }

describe('programme time', () => {
  test('supercycles × Σ repeats × (pulse + exposure + purge)', () => {
    const found = programmeTime({ supercycles: 4, subCycles: [lithium, zirconium] })
    expect(found).toMatchObject({ value: 4 * (2 * 36 + 3 * 42), unit: 's', basis: 'computed' })
    expect('inputs' in found && found.inputs.map(({ name, value, note }) => [name, value, note])).toEqual([
      ['supercycles', 4, undefined],
      ['sub-cycle LiOx, 2 ×', 36, undefined],
      ['sub-cycle ZrOx, 3 ×', 42, 'no exposure is given: none is counted'],
    ])
    expect('notes' in found && found.notes).toEqual(['heating, loading and pumping down are not counted'])
  })

  test.each<[Pick<AldRecipe, 'supercycles' | 'subCycles'>, string]>([
    [{ subCycles: [lithium] }, 'the number of supercycles is not given'],
    [{ supercycles: 2 }, 'the sub-cycles are not given'],
    [{ supercycles: 2, subCycles: [] }, 'the sub-cycles are not given'],
    [
      { supercycles: 2, subCycles: [{ ...lithium, repeats: undefined }] },
      'the repeats of sub-cycle LiOx are not given',
    ],
    [{ supercycles: 2, subCycles: [lithium, { pulseS: 1, purgeS: 1 }] }, 'the repeats of sub-cycle 2 are not given'],
    [{ supercycles: 2, subCycles: [{ repeats: 1, purgeS: 1 }] }, 'pulse and purge of sub-cycle 1 are not given'],
    [{ supercycles: 2, subCycles: [{ repeats: 1, pulseS: 1 }] }, 'pulse and purge of sub-cycle 1 are not given'],
  ] as [Pick<AldRecipe, 'supercycles' | 'subCycles'>, string][])('%j: %s', (recipe, unavailable) => {
    expect(programmeTime(recipe)).toEqual({ unavailable })
  })
})

describe('cation ratio', () => {
  test('repeats × yield, as fractions of all', () => {
    expect(subCycleRatio([lithium, zirconium])).toMatchObject({
      ok: true,
      ratio: { fractions: { LiOx: 6 / 9, ZrOx: 3 / 9 }, basis: 'computed' },
    })
    const again = subCycleRatio([lithium, zirconium, { ...lithium, repeats: 1 }])
    expect(again).toMatchObject({ ok: true, ratio: { fractions: { LiOx: 9 / 12, ZrOx: 3 / 12 } } })
    expect(again.ok && again.ratio.inputs.map(({ name, value }) => [name, value])).toEqual([
      ['cations per sub-cycle LiOx, 2 ×', 3],
      ['cations per sub-cycle ZrOx, 3 ×', 1],
      ['cations per sub-cycle LiOx, 1 ×', 3],
    ])
    expect(subCycleRatio([{ repeats: 1, cationsPerCycle: 1 }])).toMatchObject({ ratio: { fractions: { 1: 1 } } })
  })

  test('says what is missing', () => {
    expect(subCycleRatio([])).toEqual({ ok: false, reason: 'the sub-cycles are not given' })
    expect(subCycleRatio([{ ...lithium, repeats: undefined }] as SubCycle[])).toEqual({
      ok: false,
      reason: 'the repeats of sub-cycle LiOx are not given',
    })
    expect(subCycleRatio([lithium, { repeats: 1 }])).toEqual({
      ok: false,
      reason: 'the yield of sub-cycle 2 is not known',
    })
  })

  test('stands with the prediction of an ALD recipe', () => {
    const found = predict({ process: 'ald', supercycles: 4, subCycles: [lithium, zirconium] }).derived
    expect(found).toMatchObject({
      programmeTime: { value: 792, unit: 's' },
      cationRatio: { fractions: { LiOx: 6 / 9, ZrOx: 3 / 9 } },
    })
    expect(predict({ process: 'ald' }).derived).toMatchObject({
      programmeTime: { unavailable: 'the number of supercycles is not given' },
      cationRatio: { unavailable: 'the sub-cycles are not given' },
    })
  })
})
