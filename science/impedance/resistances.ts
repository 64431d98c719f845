import { type CircuitId, findCircuit } from './circuits'
import { type CircuitFit, fitCircuit } from './fitCircuit'

/** A resistance as a figure of merit of its test. */
export interface ResistanceFigure {
  figure: string
  value: number
  unit: 'ohm'
  atCycle: null
  referenceCycle: null
  /** a circuit that a person chose is named, so that it is told from one chosen by the data */
  conditions: { chosenCircuit?: CircuitId }
  how: string
}

const figureOf: Readonly<Record<string, string>> = { R_s: 'Rs', R_f: 'Rf', R_ct: 'Rct' }
export const resistanceFigures: ReadonlySet<string> = new Set(Object.values(figureOf))

/** Which sweep of how many, from 1: a test may hold a series of them. */
export interface SweepPlace {
  number: number
  count: number
}

/** R_s, R_f and R_ct of a fit, as far as the data determine them. */
export function resistancesOf(fit: CircuitFit, { number, count }: SweepPlace, chosen = false): ResistanceFigure[] {
  const { label } = findCircuit(fit.circuit)
  const sweep = count > 1 ? `sweep ${number} of ${count}, ` : ''
  return fit.parameters.flatMap(({ name, value, low, high }) => {
    const figure = figureOf[name]
    // A resistance that the data do not determine is no result.
    if (figure === undefined || low === null || high === null) return []
    const range = `95 % interval ${Number(low.toPrecision(3))} to ${Number(high.toPrecision(3))} Ω`
    return [
      {
        figure,
        value,
        unit: 'ohm',
        atCycle: null,
        referenceCycle: null,
        conditions: chosen ? { chosenCircuit: fit.circuit } : {},
        how: `${sweep}fit of ${label}${chosen ? ', chosen by hand,' : ''} to ${fit.frequencyHz.length} points, weighted by |Z|; ${range}; residual ${fit.rmsPercent.toPrecision(2)} % of |Z|${fit.inductivePoints > 0 ? `; ${fit.inductivePoints} inductive points left out` : ''}`,
      },
    ]
  })
}

/** A stored sweep, the circuit that a person chose for it, and its place in its test. */
export interface ChosenFit extends SweepPlace {
  frequencyHz: readonly number[]
  reZOhm: readonly number[]
  imZOhm: readonly number[]
  circuit: CircuitId
}

/** The same of a stored sweep; nothing where its circuit cannot be fitted. */
export function resistancesOfChosen({ circuit, number, count, ...sweep }: ChosenFit): ResistanceFigure[] {
  const spectrum = {
    frequencyHz: Float64Array.from(sweep.frequencyHz),
    reZOhm: Float64Array.from(sweep.reZOhm),
    imZOhm: Float64Array.from(sweep.imZOhm),
    number: null,
  }
  const outcome = fitCircuit(spectrum, circuit)
  return outcome.ok ? resistancesOf(outcome.fit, { number, count }, true) : []
}

/** Whether a figure was taken of this sweep: its own words say so. */
export function isOfSpectrum({ how }: { how: string | null }, number: number): boolean {
  return Number(/^sweep (\d+) of /.exec(how ?? '')?.[1] ?? 1) === number
}
