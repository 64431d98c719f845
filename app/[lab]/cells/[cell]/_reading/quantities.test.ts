import { expect, it } from 'vitest'
import { mappableQuantities } from '@/science/cycler/reading'
import { type Dimension, scaleOf } from '@/science/cycler/text/units'
import { quantities } from './quantities'

const dimensions: readonly Dimension[] = [
  'time',
  'voltage',
  'current',
  'charge',
  'energy',
  'temperature',
  'frequency',
  'resistance',
]

it('offers every quantity that a mapping knows, in units that the readers understand', () => {
  expect(Object.keys(quantities).sort()).toEqual([...mappableQuantities].sort())
  for (const { name, units } of Object.values(quantities))
    for (const unit of units) {
      expect(
        dimensions.some((dimension) => scaleOf(dimension, unit) !== null),
        `${name} in ${unit}`,
      ).toBe(true)
    }
})
