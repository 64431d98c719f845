import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCyclerFile } from '@/science/cycler/read'
import { type CircuitId, findCircuit, impedanceOf } from './circuits'
import { fitBestCircuit, fitCircuit } from './fitCircuit'
import { checkKramersKronig } from './kramersKronig'
import { type Spectrum, spectraOf } from './spectrum'

/** A generator with a seed: normal deviates by Box and Muller. */
function noise(seed: number): () => number {
  let state = seed >>> 0
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 1) / (2 ** 32 + 1)
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

function made(id: CircuitId, parameters: number[], relativeNoise: number, seed = 1): Spectrum {
  const frequencyHz = Float64Array.from({ length: 61 }, (_, i) => 10 ** (5 - i / 10))
  const z = impedanceOf(findCircuit(id), parameters, frequencyHz)
  const next = noise(seed)
  const reZOhm = new Float64Array(61)
  const imZOhm = new Float64Array(61)
  for (let i = 0; i < 61; i++) {
    const size = Math.hypot(z[i] as number, z[61 + i] as number)
    reZOhm[i] = (z[i] as number) + size * relativeNoise * next()
    imZOhm[i] = (z[61 + i] as number) + size * relativeNoise * next()
  }
  return { frequencyHz, reZOhm, imZOhm, number: null }
}

const ln = Math.log
/** 5 Ω; film of 20 Ω at 80 µs; charge transfer of 60 Ω at 20 ms. */
const twoArcs = [ln(5), ln(20), ln(8e-5), 0.9, ln(60), ln(0.02), 0.85]

function fitted(spectrum: Spectrum, id: CircuitId) {
  const outcome = fitCircuit(spectrum, id)
  if (!outcome.ok) throw new Error(outcome.message)
  const value = (name: string) => {
    const found = outcome.fit.parameters.find((parameter) => parameter.name === name)
    if (found === undefined) throw new Error(`no ${name}`)
    return found
  }
  return { ...outcome.fit, value }
}

describe('a circuit is found again in its own spectrum', () => {
  it('without noise, to the last digits', () => {
    const fit = fitted(made('R-RQ-RQ', twoArcs, 0), 'R-RQ-RQ')
    expect(fit.value('R_s').value).toBeCloseTo(5, 4)
    expect(fit.value('R_f').value).toBeCloseTo(20, 3)
    expect(fit.value('R_ct').value).toBeCloseTo(60, 3)
    expect(fit.value('n_f').value).toBeCloseTo(0.9, 4)
    // Q = τⁿ / R
    expect(fit.value('Q_ct').value).toBeCloseTo(0.02 ** 0.85 / 60, 7)
    expect(fit.rmsPercent).toBeLessThan(1e-3)
  })

  it.each([
    ['R-RQ', [ln(2), ln(30), ln(1e-3), 0.8]],
    ['R-RQ-W', [ln(2), ln(30), ln(1e-3), 0.9, ln(4)]],
    ['R-R(RW)Q', [ln(2), ln(30), ln(1e-3), 0.9, ln(6)]],
    ['R-RQ-RQ', twoArcs],
    ['R-RQ-RQ-W', [...twoArcs, ln(8)]],
    ['R-RQ-R(RW)Q', [...twoArcs, ln(10)]],
  ] as [CircuitId, number[]][])('%s with 0.5 %% noise, inside what the fit says of itself', (id, parameters) => {
    const fit = fitted(made(id, parameters, 0.005), id)
    expect(fit.rmsPercent).toBeGreaterThan(0.35)
    expect(fit.rmsPercent).toBeLessThan(0.65)
    const truth: Record<string, number> = { R_s: Math.exp(parameters[0] as number) }
    if (id.includes('RQ-R')) {
      truth.R_f = 20
      truth.R_ct = 60
    } else truth.R_ct = 30
    for (const [name, wanted] of Object.entries(truth)) {
      const { value, low, high } = fit.value(name)
      expect(Math.abs(value / wanted - 1), `${name} ${value}`).toBeLessThan(0.1)
      expect(low as number).toBeLessThan(value)
      expect(high as number).toBeGreaterThan(value)
    }
  })

  it('says 95 % intervals that hold the truth about that often', () => {
    let inside = 0
    const runs = 40
    for (let seed = 1; seed <= runs; seed++) {
      const { low, high } = fitted(made('R-RQ', [ln(2), ln(30), ln(1e-3), 0.8], 0.01, seed * 77), 'R-RQ').value('R_ct')
      if ((low as number) <= 30 && (high as number) >= 30) inside++
    }
    expect(inside).toBeGreaterThanOrEqual(34)
  })
})

it('prefers the simplest circuit that describes the spectrum', () => {
  const chosen = (spectrum: Spectrum) => {
    const outcome = fitBestCircuit(spectrum)
    return outcome.ok ? outcome.fit.circuit : outcome.message
  }
  expect(chosen(made('R-RQ', [ln(2), ln(30), ln(1e-3), 0.8], 0.005))).toBe('R-RQ')
  expect(chosen(made('R-RQ-RQ', twoArcs, 0.005))).toBe('R-RQ-RQ')
  expect(chosen(made('R-RQ-W', [ln(2), ln(30), ln(1e-4), 0.9, ln(4)], 0.005))).toMatch(/^R-RQ-W$|^R-R\(RW\)Q$/)
})

it('leaves inductive points out and says how many', () => {
  const spectrum = made('R-RQ', [ln(2), ln(30), ln(1e-3), 0.8], 0)
  for (let i = 0; i < 5; i++) spectrum.imZOhm[i] = 0.5
  const fit = fitted(spectrum, 'R-RQ')
  expect(fit.inductivePoints).toBe(5)
  expect(fit.frequencyHz).toHaveLength(56)
  expect(fit.value('R_ct').value).toBeCloseTo(30, 3)
})

it('refuses a spectrum with fewer points than the circuit has parameters, in one sentence', () => {
  const spectrum = made('R-RQ', [ln(2), ln(30), ln(1e-3), 0.8], 0)
  const short = { ...spectrum, frequencyHz: spectrum.frequencyHz.slice(0, 4), imZOhm: spectrum.imZOhm.slice(0, 4) }
  const outcome = fitCircuit(short, 'R-RQ-RQ')
  expect(outcome.ok ? '' : outcome.message).toMatch(/7 parameters .* this spectrum has 4\.$/)
})

describe('the Kramers–Kronig test', () => {
  it('passes what a passive circuit gives, and sees the noise', () => {
    expect(checkKramersKronig(made('R-RQ-RQ', twoArcs, 0))?.rmsPercent).toBeLessThan(0.5)
    const noisy = checkKramersKronig(made('R-RQ-RQ', twoArcs, 0.01))
    expect(noisy?.rmsPercent).toBeGreaterThan(0.5)
    expect(noisy?.rmsPercent).toBeLessThan(1.5)
  })

  it('catches a cell that drifted while it was measured', () => {
    const spectrum = made('R-RQ-RQ', twoArcs, 0)
    // The imaginary part of another cell: no passive circuit has both.
    const drifted = { ...spectrum, imZOhm: spectrum.imZOhm.map((value, i) => value * (1 + 0.3 * Math.sin(i / 6))) }
    expect(checkKramersKronig(drifted)?.rmsPercent).toBeGreaterThan(3)
    expect(checkKramersKronig({ ...spectrum, frequencyHz: spectrum.frequencyHz.slice(0, 3) })).toBeNull()
  })
})

it('parts the sweeps of a file by its own number, or where the frequency turns back', () => {
  const frequencyHz = Float64Array.from([1000, 100, 10, 1, 1000, 100, 10, 1])
  const flat = new Float64Array(8).fill(1)
  const table = { pointCount: 8, frequencyHz, reZOhm: flat, imZOhm: flat, spectrum: null }
  expect(spectraOf(table).map((one) => Array.from(one.frequencyHz))).toEqual([
    [1000, 100, 10, 1],
    [1000, 100, 10, 1],
  ])
  const upwards = spectraOf({ ...table, frequencyHz: frequencyHz.toReversed() })
  expect(upwards.map((one) => one.frequencyHz[0])).toEqual([1000, 1000])
  const numbered = spectraOf({ ...table, spectrum: Int32Array.from([1, 1, 1, 1, 2, 2, 2, 2]) })
  expect(numbered.map((one) => [one.number, one.frequencyHz.length])).toEqual([
    [1, 4],
    [2, 4],
  ])
})

describe('real spectra', () => {
  const fixture = (name: string) => {
    const bytes = new Uint8Array(readFileSync(new URL(`../cycler/fixtures/${name}`, import.meta.url)))
    const reading = readCyclerFile(bytes, name)
    if (!reading.ok || reading.kind !== 'impedance') throw new Error(`${name} is no spectrum`)
    const [spectrum] = spectraOf(reading.table)
    return spectrum as Spectrum
  }
  it.each(['biologic-peis.mpr', 'zplot.z', 'bare-spectrum.csv'])('%s is described to a few per cent', (name) => {
    const outcome = fitBestCircuit(fixture(name))
    if (!outcome.ok) throw new Error(outcome.message)
    expect(outcome.fit.rmsPercent).toBeLessThan(5)
    for (const parameter of outcome.fit.parameters) expect(parameter.value).toBeGreaterThan(0)
  })
})
