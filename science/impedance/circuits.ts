/**
 * The equivalent circuits that are usual for battery cells.
 *
 * An arc is a resistance with a constant phase element beside it, Z = R / (1 + (jωτ)ⁿ) with (jω)ⁿ Q R = (jωτ)ⁿ; a Warburg
 * element is Z = σ (1 − j) / √ω. Of two arcs the faster one is that of the film (R_f), the slower that of the charge transfer
 * (R_ct): a convention of the field, not a proof.
 */
export type CircuitId = 'R-RQ' | 'R-RQ-W' | 'R-R(RW)Q' | 'R-RQ-RQ' | 'R-RQ-RQ-W' | 'R-RQ-R(RW)Q'

export interface Circuit {
  id: CircuitId
  /** for a list to choose from */
  label: string
  arcs: 1 | 2
  /** in series, or inside the last arc; null without */
  warburg: 'series' | 'inside' | null
}

export const circuits: readonly Circuit[] = [
  { id: 'R-RQ', label: 'R_s – (R_ct | Q)', arcs: 1, warburg: null },
  { id: 'R-RQ-W', label: 'R_s – (R_ct | Q) – W', arcs: 1, warburg: 'series' },
  { id: 'R-R(RW)Q', label: 'R_s – ((R_ct – W) | Q)', arcs: 1, warburg: 'inside' },
  { id: 'R-RQ-RQ', label: 'R_s – (R_f | Q) – (R_ct | Q)', arcs: 2, warburg: null },
  { id: 'R-RQ-RQ-W', label: 'R_s – (R_f | Q) – (R_ct | Q) – W', arcs: 2, warburg: 'series' },
  { id: 'R-RQ-R(RW)Q', label: 'R_s – (R_f | Q) – ((R_ct – W) | Q)', arcs: 2, warburg: 'inside' },
]

export function findCircuit(id: CircuitId): Circuit {
  const found = circuits.find((circuit) => circuit.id === id)
  if (found === undefined) throw new Error(`no circuit ${id}`)
  return found
}

/**
 * Parameters as the fit moves them: ln R_s, then ln R, ln τ, n of each arc, then ln σ. Resistances, times and σ span decades and
 * cannot be negative, so their logarithms are fitted.
 */
export function parameterCount({ arcs, warburg }: Circuit): number {
  return 1 + 3 * arcs + (warburg === null ? 0 : 1)
}

/** Re Z and then Im Z at all frequencies, in Ω. */
export function impedanceOf(
  { arcs, warburg }: Circuit,
  parameters: ArrayLike<number>,
  frequencyHz: ArrayLike<number>,
): Float64Array {
  const count = frequencyHz.length
  const out = new Float64Array(2 * count)
  const rs = Math.exp(parameters[0] as number)
  const sigma = warburg === null ? 0 : Math.exp(parameters[1 + 3 * arcs] as number)
  for (let point = 0; point < count; point++) {
    const omega = 2 * Math.PI * (frequencyHz[point] as number)
    const w = sigma / Math.sqrt(omega)
    let re = rs
    let im = 0
    for (let arc = 0; arc < arcs; arc++) {
      const r = Math.exp(parameters[1 + 3 * arc] as number)
      const n = parameters[3 + 3 * arc] as number
      // Admittance of the constant phase element.
      const size = Math.exp(n * (Math.log(omega) + (parameters[2 + 3 * arc] as number))) / r
      let yRe = size * Math.cos((n * Math.PI) / 2)
      let yIm = size * Math.sin((n * Math.PI) / 2)
      // The way beside it: R, or R and W.
      const hasW = warburg === 'inside' && arc === arcs - 1
      const fRe = r + (hasW ? w : 0)
      const fIm = hasW ? -w : 0
      const fSquare = fRe * fRe + fIm * fIm
      yRe += fRe / fSquare
      yIm -= fIm / fSquare
      const ySquare = yRe * yRe + yIm * yIm
      re += yRe / ySquare
      im -= yIm / ySquare
    }
    if (warburg === 'series') {
      re += w
      im -= w
    }
    out[point] = re
    out[count + point] = im
  }
  return out
}
