import { expect, it } from 'vitest'
import { publishedLibrary } from '@/science/library/library'
import { searchEntries } from './searchEntries'

const idsOf = (search: string) => searchEntries(publishedLibrary.materials, search).map(({ id }) => id)

it('finds by name, formula and source, every word of them', () => {
  expect(idsOf('')).toHaveLength(publishedLibrary.materials.length)
  expect(idsOf('li₃bo₃')).toContain('Li3BO3')
  expect(idsOf('amorphous borate cheng2024')).toContain('Li3B11O18')
  expect(idsOf('amorphous borate cheng2024')).not.toContain('Al2O3')
  expect(idsOf('unobtainium')).toEqual([])
})
