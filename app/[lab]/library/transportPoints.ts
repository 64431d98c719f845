import type { Material, Transport } from '@/science/library/library'
import type { Basis } from '@/science/prediction/figure'

export interface Reach {
  /** The value, or the bound where only one side is known. */
  value: number
  low: number | null
  high: number | null
  bound: 'at least' | 'at most' | null
}

export interface TransportPoint {
  id: string
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
  lithiumOnly: { id: string; lithium: Reach }[]
  oxygenOnly: { id: string; oxygen: Reach }[]
}

const weakness: readonly Basis[] = ['measured', 'computed', 'bound', 'assumed']

/**
 * A point for each material of which something is known of both ions. Published candidates that are only known to lie within the
 * guidelines would all be one point: they are listed instead.
 */
export function transportMap(materials: readonly Material[]): TransportMap {
  const map: TransportMap = { points: [], withinBounds: [], lithiumOnly: [], oxygenOnly: [] }
  for (const { id, lithium, oxygen, isOwn } of materials) {
    const li = reachOf(lithium)
    const o = reachOf(oxygen)
    if (li && o && lithium && oxygen) {
      if (isOwn || li.bound === null || o.bound === null)
        map.points.push({ id, lithium: li, oxygen: o, basis: weaker(lithium.kind, oxygen.kind), isOwn })
      else if (li.bound === 'at least' && o.bound === 'at most') map.withinBounds.push(id)
    } else if (li && (isOwn || li.bound === null)) map.lithiumOnly.push({ id, lithium: li })
    else if (o && (isOwn || o.bound === null)) map.oxygenOnly.push({ id, oxygen: o })
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
  const { value, low = null, high = null } = transport?.diffusivity ?? {}
  if (value !== undefined) return { value, low, high, bound: null }
  if (low !== null) return { value: low, low: null, high: null, bound: 'at least' }
  return high === null ? null : { value: high, low: null, high: null, bound: 'at most' }
}

function weaker(one: Basis, other: Basis): Basis {
  return weakness.indexOf(one) > weakness.indexOf(other) ? one : other
}
