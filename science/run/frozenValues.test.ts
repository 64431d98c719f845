import { expect, it } from 'vitest'
import * as catalogue from '../recipe/parameters'
import { frozenGroups } from './frozenValues'

it('numbers the sub-cycles as they run, and says which is which', () => {
  const groups = frozenGroups(
    'ald',
    {
      supercycles: 5,
      'subCycles.x.order': 'a1',
      'subCycles.x.oxide': 'ZrOx',
      'subCycles.x.coReactant': 'H2O',
      'subCycles.y.order': 'a0',
      'subCycles.y.oxide': 'LiOx',
      'subCycles.y.repeats': 2,
    },
    catalogue,
  )
  expect(groups.find(({ group }) => group === 'deposition')?.values.map(({ label }) => label)).toEqual([
    'Supercycles',
    'Sub-cycle 1, LiOx: deposits',
    'Sub-cycle 1, LiOx: repeats',
    'Sub-cycle 2, ZrOx: deposits',
    'Sub-cycle 2, ZrOx: co-reactant',
  ])
})

it('leaves nothing of the frozen recipe out but what the weigh-out says', () => {
  const groups = frozenGroups('sol-gel', { batchMassG: 10, sinterHours: 2, 'own.old': 3 }, catalogue)
  expect(groups.flatMap(({ values }) => values.map(({ key }) => key))).toEqual(['sinterHours', 'own.old'])
})
