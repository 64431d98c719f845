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
  isOwn: boolean
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
  for (const { id, lithium, oxygen, isOwn } of materials) {
    const li = reachOf(lithium)
    const o = reachOf(oxygen)
    if (li && o && lithium && oxygen)
      map.points.push({ id, label: id, lithium: li, oxygen: o, basis: weaker(lithium.kind, oxygen.kind), isOwn })
    else if (li) map.lithiumOnly.push({ id, lithium: li })
    else if (lithium?.diffusivity?.low !== undefined && oxygen?.diffusivity?.high !== undefined)
      map.withinBounds.push(id)
  }
  return map
}

/** The decades that an axis shows: the usual ones, and as many more as the points need. */
export function decades(usual: { from: number; to: number }, values: readonly number[]): { from: number; to: number } {
  const powers = values.map(Math.log10)
  return {
    from: Math.min(usual.from, ...powers.map((power) => Math.floor(power - 0.3))),
    to: Math.max(usual.to, ...powers.map((power) => Math.ceil(power + 0.3))),
  }
}

function reachOf(transport: Transport | null): Reach | null {
  const found = transport?.diffusivity
  return found?.value === undefined ? null : { value: found.value, low: found.low ?? null, high: found.high ?? null }
}

function weaker(one: Basis, other: Basis): Basis {
  return weakness.indexOf(one) > weakness.indexOf(other) ? one : other
}
