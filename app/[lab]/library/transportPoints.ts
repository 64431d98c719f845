import type { Material, Transport } from '@/science/library/library'
import type { Basis } from '@/science/prediction/figure'

export interface Reach {
  value: number
  low: number | null
  high: number | null
}

export interface TransportPoint {
  id: string
  label: string
  lithium: Reach
  oxygen: Reach
  /** The weaker of the two. */
  basis: Basis
}

/** What a map of lithium against oxygen diffusivity can show: full points, and those that cannot be put anywhere, by why. */
export interface TransportMap {
  points: TransportPoint[]
  /** Within both guidelines by a published list, without values of their own. */
  withinBounds: string[]
  /** Only the lithium value is published. */
  lithiumOnly: { id: string; lithium: Reach }[]
}

const weakness: readonly Basis[] = ['measured', 'computed', 'bound', 'assumed']

export function transportMap(materials: readonly Material[]): TransportMap {
  const map: TransportMap = { points: [], withinBounds: [], lithiumOnly: [] }
  for (const { id, lithium, oxygen } of materials) {
    const li = reachOf(lithium)
    const o = reachOf(oxygen)
    if (li && o && lithium && oxygen)
      map.points.push({ id, label: id, lithium: li, oxygen: o, basis: weaker(lithium.kind, oxygen.kind) })
    else if (li) map.lithiumOnly.push({ id, lithium: li })
    else if (lithium?.diffusivity?.low !== undefined && oxygen?.diffusivity?.high !== undefined)
      map.withinBounds.push(id)
  }
  return map
}

function reachOf(transport: Transport | null): Reach | null {
  const found = transport?.diffusivity
  return found?.value === undefined ? null : { value: found.value, low: found.low ?? null, high: found.high ?? null }
}

function weaker(one: Basis, other: Basis): Basis {
  return weakness.indexOf(one) > weakness.indexOf(other) ? one : other
}
