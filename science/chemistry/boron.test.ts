import fc from 'fast-check'
import { expect, test } from 'vitest'
import vectors from '../prediction/fixtures/vectors.json'
import { boronBases } from '../recipe/parameters'
import { boronEquivalents, convertBoron, needsCathode } from './boron'
import { massFromMolPercent } from './coatingMass'
import { knownSubstance } from './formula'
import { lithiumAmounts } from './lithium'
import { shellOnArea, shellOnSphere } from './shell'

const lco = knownSubstance('LiCoO2').molarMass

function near(found: number | undefined, wanted: number | undefined): void {
  expect(Math.abs((found ?? Number.NaN) / (wanted ?? Number.NaN) - 1)).toBeLessThan(1e-6)
}

test('1 wt% H₃BO₃ on LiCoO₂', () => {
  const [, row] = vectors.stoichiometry
  const found = boronEquivalents(1, 'wt% H3BO3', lco)
  near(found['wt% B'], row?.B_wt)
  near(found['wt% B2O3'], row?.B2O3_wt)
  near(found['mol% B'], row?.B_mol_percent_per_Co)
})

test('0.5 mol% Li₃B₁₁O₁₈ on NMC532 in wt%', () => {
  const mass = massFromMolPercent(0.5, 'Li3B11O18', knownSubstance('LiNi0.5Mn0.3Co0.2O2').molarMass)
  near((mass?.gramsPerGram ?? Number.NaN) * 100, vectors.stoichiometry[2]?.Li3B11O18_wt)
})

test('every conversion comes back', () => {
  const basis = fc.constantFrom(...boronBases.map(({ value }) => value))
  fc.assert(
    fc.property(basis, basis, fc.double({ min: 1e-6, max: 50, noNaN: true }), (from, to, value) => {
      expect(convertBoron(convertBoron(value, from, to, lco), to, from, lco) / value).toBeCloseTo(1, 12)
    }),
  )
})

test('without a cathode nothing is counted in mol%', () => {
  for (const key of Object.keys(boronEquivalents(1, 'wt% B', null)))
    expect(needsCathode(key as (typeof boronBases)[number]['value'])).toBe(false)
})

test('lithium of TiO₂ and borate; a formula that cannot be read gives none', () => {
  near(lithiumAmounts(0.75, 2, 'Li3BO3')?.broughtUmolPerG, vectors.stoichiometry[0]?.Li_brought_umol)
  expect(lithiumAmounts(0.75, 2, 'nonsense')).toBeNull()
})

test('shells', () => {
  const row = vectors.thickness[0]
  near(shellOnSphere(2.5, row?.v ?? Number.NaN), row?.l_c_nm)
  // 1 cm³ over 1 m² is 1 µm thick.
  expect(shellOnArea(1, 1)).toBeCloseTo(1000, 9)
})
