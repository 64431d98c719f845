import type { ReadingWarning } from '@/science/cycler/read'
import type { CellKind, CycleFigures } from './cycleFigures'

/** mAh g⁻¹; no insertion material of a battery stores more than silicon's 3579. */
const most: Readonly<Record<CellKind, number>> = { 'cathode-half': 400, 'anode-half': 4200, full: 400 }

/**
 * A capacity per gram that cannot be: above what any material of the kind stores, or far off what the powder's data sheet gives. The
 * mass is then wrong by a factor, or the file's unit is. Null when nothing is doubtful or the mass is not known.
 */
export function checkMass(
  cycles: readonly CycleFigures[],
  options: { kind: CellKind; activeMassMg: number | null; capacityMAhPerG: number | null },
): ReadingWarning | null {
  const { kind, activeMassMg, capacityMAhPerG } = options
  if (activeMassMg === null || !(activeMassMg > 0)) return null
  const largest = cycles.reduce((size, cycle) => Math.max(size, cycle.dischargeCapacityMAh ?? 0), 0)
  if (largest === 0) return null
  const perGram = (largest * 1000) / activeMassMg
  const shown = `${Number(perGram.toPrecision(3))} mAh g⁻¹`
  if (perGram > most[kind])
    return {
      code: 'capacity-against-mass',
      message: `The largest discharge capacity is ${shown} with ${activeMassMg} mg of active material, more than any such material stores: mass or unit may be wrong.`,
    }
  if (
    capacityMAhPerG !== null &&
    capacityMAhPerG > 0 &&
    (perGram > 1.6 * capacityMAhPerG || perGram < 0.05 * capacityMAhPerG)
  )
    return {
      code: 'capacity-against-mass',
      message: `The largest discharge capacity is ${shown} with ${activeMassMg} mg of active material; the powder's is given as ${capacityMAhPerG} mAh g⁻¹: mass or unit may be wrong.`,
    }
  return null
}
