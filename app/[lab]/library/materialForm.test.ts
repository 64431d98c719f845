import { expect, it } from 'vitest'
import { extendLibrary, publishedLibrary } from '@/science/library/library'
import { fieldsOf, readMaterial } from './materialForm'

const borate = publishedLibrary.materialById.get('Li3B11O18')
if (borate === undefined) throw new Error('no borate')

it('gives back what a form was filled with, so that a copy predicts as the original', () => {
  const read = readMaterial({ ...fieldsOf(borate), id: 'Ours' }, borate)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  expect(read.material.oxygen).toEqual({ ...borate.oxygen, kind: 'computed' })
  expect(read.material.lithium).toEqual({ ...borate.lithium, kind: 'computed' })
  expect(read.material.densityGPerCm3).toEqual(borate.densityGPerCm3)
  const copy = extendLibrary(publishedLibrary, { materials: [read.material] }).materialById.get('Ours')
  expect(copy).toMatchObject({ anionGroups: borate.anionGroups, lithiumPerOxygen: borate.lithiumPerOxygen })
})

it('understands numbers as people write them', () => {
  const read = readMaterial(
    {
      ...fieldsOf(null),
      id: 'A',
      source: 'notebook',
      'oxygen.value': '7×10⁻¹⁹',
      'oxygen.high': '2e-18 cm2/s',
      'oxygen.source': 'notebook',
      'oxygen.temperatureK': '27 °C',
    },
    null,
  )
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  expect(read.material.oxygen?.diffusivity?.value).toBeCloseTo(7e-19, 30)
  expect(read.material.oxygen?.diffusivity?.high).toBeCloseTo(2e-18, 30)
  expect(read.material.oxygen?.temperatureK).toBeCloseTo(300.15, 6)
  expect(read.material.lithium).toBeNull()
})

it('says of each field what is wrong', () => {
  const read = readMaterial(
    {
      ...fieldsOf(null),
      formula: 'Qq3',
      'lithium.value': 'fast',
      'oxygen.value': '1e-18',
      'oxygen.high': '1e-19',
      'density.value': '2.2',
    },
    null,
  )
  expect(read).toEqual({
    ok: false,
    problems: {
      id: expect.any(String),
      source: expect.any(String),
      formula: expect.stringContaining('Qq3'),
      'lithium.value': expect.stringContaining('“fast”'),
      'oxygen.value': expect.stringContaining('lowest ≤ value ≤ highest'),
      'oxygen.source': expect.any(String),
      'density.source': expect.any(String),
    },
  })
})
