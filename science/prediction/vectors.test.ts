import { describe, expect, test } from 'vitest'
import { publishedLibrary } from '../library/library'
import { isFigure } from './figure'
import vectors from './fixtures/vectors.json'
import { formatFigure } from './formatFigure'
import { currentOnArea, currentOnSphere, lithiumConductivity, overpotential } from './lithium'
import { oxygenFlux, oxygenRetention, type Particle, shellAfter, timeToTurn } from './oxygen'
import { predict } from './predict'
import { temperatureFactor } from './transport'

/** Relative tolerance 1e-6, as vectors.json asks. */
function near(found: number | undefined, wanted: number): void {
  expect(found).toBeDefined()
  expect(Math.abs((found ?? Number.NaN) / wanted - 1)).toBeLessThan(1e-6)
}

const nmc: Omit<Particle, 'radiusUm'> = { surfaceOxygenPerCm3: 4.2e22, lostFraction: 0.5 }

function oxygenOf(id: string) {
  const onsager = publishedLibrary.materialById.get(id)?.oxygen?.onsager
  if (!onsager) throw new Error(`no L_OO of ${id}`)
  return onsager
}

function lithiumOf(id: string): number {
  const onsager = publishedLibrary.materialById.get(id)?.lithium?.onsager
  if (!onsager) throw new Error(`no L_LiLi of ${id}`)
  return onsager.value
}

const sinkOf = (mu: number) => (mu === -8.39 ? 'thiophosphate' : 'o2-gas')

function timeOf(coating: string, thicknessNm: number, oxygenSink: string) {
  const found = predict({
    process: 'sol-gel',
    cathode: 'NMC532',
    coating,
    thicknessNm,
    conditions: { oxygenSink },
  }).timeToRocksalt
  if (!isFigure(found)) throw new Error(found.unavailable)
  return found
}

describe('Table 3 of cheng2024', () => {
  test.each(vectors.table3)('$coating, $l_c_nm nm, µ_e $mu_e_eV eV', (row) => {
    const figure = timeOf(row.coating, row.l_c_nm, sinkOf(row.mu_e_eV))
    near(figure.value, row.t_min * 60)
    near(figure.low, row.t_low_min * 60)
    near(figure.high, row.t_high_min * 60)
    const [low, high] = row.published_bounds_min
    expect(formatFigure(figure)).toEqual({
      text: row.published_t_min,
      range: `${low}–${high}`,
      unit: 'min',
      bound: null,
      basis: 'computed',
    })
  })
})

test.each(vectors.onsager)('$coating, $l_c_nm nm, µ_e $mu_e_eV eV', (row) => {
  const figure = timeOf(row.coating, row.l_c_nm, sinkOf(row.mu_e_eV))
  near(figure.value, row.t_s)
  if (row.t_low_s !== undefined) near(figure.low, row.t_low_s)
  if (row.t_high_s !== undefined) near(figure.high, row.t_high_s)
  if (row.J_per_cm2_s !== undefined)
    near(oxygenFlux(oxygenOf(row.coating).value, row.mu_c_eV - row.mu_e_eV, row.l_c_nm), row.J_per_cm2_s)
})

test.each(vectors.temperature)('L_OO at $T_K K', (row) => {
  near(row.L_OO_at_300K * temperatureFactor(row.Ea_eV, 300, row.T_K), row.L_OO)
})

test.each(vectors.shell)('shell after $elapsed_s s', (row) => {
  const flux = oxygenFlux(oxygenOf(row.coating).value, row.mu_c_eV - row.mu_e_eV, row.l_c_nm)
  const particle = { ...nmc, radiusUm: row.r_um }
  const shell = shellAfter(particle, row.l_c_nm, flux, row.elapsed_s)
  near(shell, row.l_s_nm)
  near(oxygenRetention(shell, nmc.lostFraction), row.R_O_percent_2nm)
  near(timeToTurn(particle, shell, row.l_c_nm, flux), row.elapsed_s)
})

test('the shell of a recipe whose dwell is its own', () => {
  const [first] = vectors.shell
  const found = predict({
    process: 'sol-gel',
    cathode: 'NMC532',
    coating: 'Li3B11O18',
    thicknessNm: 3,
    dwellSecondsPerCycle: 6,
    conditions: { oxygenSink: 'o2-gas', cycles: 10 },
  })
  if (first === undefined || !isFigure(found.rocksaltThickness) || !isFigure(found.surfaceOxygenRetention))
    throw new Error('no figure')
  near(found.rocksaltThickness.value, first.l_s_nm)
  near(found.surfaceOxygenRetention.value, first.R_O_percent_2nm)
})

test.each(vectors.lithium)('η across $coating', (row) => {
  const onsager = lithiumOf(row.coating)
  const current =
    row.A_BET_m2_g === undefined
      ? currentOnSphere(row.q_Ah_g * 1000, row.C, row.rho_g_cm3 ?? Number.NaN, row.r_um ?? Number.NaN)
      : currentOnArea(row.q_Ah_g * 1000, row.C, row.A_BET_m2_g)
  near(current, row.i_A_cm2)
  near(lithiumConductivity(onsager), row.sigma_S_cm)
  near(overpotential(current, row.l_c_nm, onsager), row.eta_mV)
})

test('thickness from the supercycles', () => {
  const figure = predict({ process: 'ald', coating: 'LZPO', supercycles: 5 }).coatingThickness
  expect(isFigure(figure) && figure.value).toBe(10)
})

test('thickness and lithium balance of 0.75 wt% TiO₂ + 2 wt% Li₃BO₃ on LiCoO₂', () => {
  const shell = vectors.thickness[0]
  const balance = vectors.stoichiometry[0]
  const found = predict({ process: 'solid-state', cathode: 'LCO', tio2WtPercent: 0.75, lboWtPercent: 2 })
  if (!isFigure(found.coatingThickness) || 'unavailable' in found.lithiumBalance) throw new Error('no figure')
  near(found.coatingThickness.high, shell?.l_c_nm ?? Number.NaN)
  expect(found.coatingThickness.value).toBeUndefined()
  expect(found.coatingThickness.low).toBeUndefined()
  near(found.lithiumBalance.titaniumUmolPerG, balance?.Ti_umol ?? Number.NaN)
  near(found.lithiumBalance.neededForUmolPerG?.Li2TiO3, balance?.Li_needed_Li2TiO3_umol ?? Number.NaN)
  near(found.lithiumBalance.neededForUmolPerG?.Li4Ti5O12, balance?.Li_needed_Li4Ti5O12_umol ?? Number.NaN)
  near(found.lithiumBalance.broughtUmolPerG, balance?.Li_brought_umol ?? Number.NaN)
  expect(found.lithiumBalance.balanceUmolPerG).toBeGreaterThan(0)
  expect(found.checks.map(({ code }) => code)).not.toContain('lithium-deficit')
})
