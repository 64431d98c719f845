import { expect, it } from 'vitest'
import { publishedLibrary } from '@/science/library/library'
import { changesOf } from './ownForms'

it('says what a version changed in the words of the form', () => {
  const [material] = publishedLibrary.materials
  if (!material?.oxygen) throw new Error('no material')
  const { oxygen } = material
  const changed = { ...material, name: 'ours', oxygen: { ...oxygen, temperatureK: 333 }, densityGPerCm3: null }
  expect(changesOf('material', material, material)).toEqual([])
  expect(changesOf('material', material, changed)).toEqual(
    expect.arrayContaining([
      { label: 'Name', before: material.name, after: 'ours' },
      { label: 'Oxygen transport: At, K', before: '300', after: '333' },
      { label: 'Density: Value, g cm⁻³', before: String(material.densityGPerCm3?.value), after: '' },
    ]),
  )
})
