import fc from 'fast-check'
import { expect, test } from 'vitest'
import vectors from '../prediction/fixtures/vectors.json'
import { boronBases } from '../recipe/parameters'
import { boronEquivalents, boronPerGram, convertBoron, needsCathode } from './boron'
import { isTitanate, massFromBoron, massFromMolPercent } from './coatingMass'
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

test('a content in its own basis stays as it is, to the last digit', () => {
  const basis = fc.constantFrom(...boronBases.map(({ value }) => value))
  fc.assert(
    fc.property(basis, fc.double({ min: 1e-6, max: 50, noNaN: true }), (own, value) => {
      expect(convertBoron(value, own, own, lco)).toBe(value)
    }),
  )
})

test('without a cathode nothing is counted in mol%', () => {
  for (const key of Object.keys(boronEquivalents(1, 'wt% B', null)))
    expect(needsCathode(key as (typeof boronBases)[number]['value'])).toBe(false)
})

test('each basis counts what it says', () => {
  const boric = knownSubstance('H3BO3').molarMass
  const borate = knownSubstance('Li2B4O7').molarMass
  expect(boronPerGram(1, 'wt% H3BO3', Number.NaN)).toBeCloseTo(0.01 / boric, 15)
  expect(boronPerGram(1, 'wt% Li2B4O7', Number.NaN)).toBeCloseTo(0.04 / borate, 15)
  expect(boronPerGram(1, 'mol% B', lco)).toBeCloseTo(0.01 / lco, 15)
  expect(boronPerGram(1, 'mol% Li2B4O7', lco)).toBeCloseTo(0.04 / lco, 15)
  expect(convertBoron(1, 'mol% Li2B4O7', 'mol% B', lco)).toBeCloseTo(4, 12)
  expect(convertBoron(4, 'mol% B', 'mol% Li2B4O7', lco)).toBeCloseTo(1, 12)
  expect(convertBoron(1, 'wt% Li2B4O7', 'wt% B', Number.NaN)).toBeCloseTo(
    (4 * knownSubstance('B').molarMass) / borate,
    12,
  )
  expect(convertBoron(0.1, 'wt% B', 'wt% B', Number.NaN)).toBe(0.1)
  expect(boronBases.map(({ value }) => needsCathode(value))).toEqual(
    boronBases.map(({ value }) => value.startsWith('mol%')),
  )
})

test('what cannot be converted stays as it is', () => {
  expect(boronEquivalents(2, 'mol% B', null)).toEqual({ 'mol% B': 2 })
  expect(Object.keys(boronEquivalents(2, 'wt% B', lco))).toHaveLength(boronBases.length)
  expect(Object.keys(boronEquivalents(2, 'mol% B', lco))).toHaveLength(boronBases.length)
})

test('coating from boron, and from moles of its formula', () => {
  const found = massFromBoron(1, 'wt% H3BO3', 'Li2B4O7', null)
  expect(found?.gramsPerGram).toBeCloseTo(
    (0.01 / knownSubstance('H3BO3').molarMass / 4) * knownSubstance('Li2B4O7').molarMass,
    15,
  )
  expect(massFromBoron(1, 'mol% B', 'B2O3', lco)?.gramsPerGram).toBeCloseTo(
    (0.01 / lco / 2) * knownSubstance('B2O3').molarMass,
    15,
  )
  expect(massFromBoron(1, 'mol% B', 'B2O3', null)).toBeNull()
  expect(massFromBoron(1, 'wt% B', 'Al2O3', null)).toBeNull()
  expect(massFromBoron(1, 'wt% B', 'nonsense', null)).toBeNull()
  expect(massFromMolPercent(1, 'nonsense', lco)).toBeNull()
  expect(isTitanate('Li2TiO3') && isTitanate('Li4Ti5O12')).toBe(true)
  expect(isTitanate('TiO2') || isTitanate('constructor')).toBe(false)
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
