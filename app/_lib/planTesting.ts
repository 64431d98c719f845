import type { PlannedRecipe } from '@/collab/plan/types'
import type { Prediction } from '@/science/prediction/figure'

/** A recipe for tests: what a test does not care about is filled in. */
export function buildRecipe(id: string, overrides: Partial<Omit<PlannedRecipe, 'id'>> = {}): PlannedRecipe {
  return {
    id: `rec_${id}`,
    name: id,
    process: 'wet',
    order: 'a0',
    values: {},
    competing: {},
    binnedAt: null,
    ...overrides,
  }
}

const none = { unavailable: 'no coating' }

export function buildPrediction(overrides: Partial<Prediction> = {}): Prediction {
  return {
    coatingThickness: none,
    timeToRocksalt: none,
    cyclesToRocksalt: none,
    rocksaltThickness: none,
    surfaceOxygenRetention: none,
    lithiumOverpotential: none,
    oxygenFlux: none,
    lithiumBalance: none,
    modelVersion: 'test',
    guidelines: [],
    checks: [],
    ...overrides,
  }
}
