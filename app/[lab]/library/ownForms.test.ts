import { expect, it } from 'vitest'
import { extendLibrary, publishedLibrary } from '@/science/library/library'
import { cathodeFields, readCathode } from './cathodeForm'
import { materialFields, readMaterial } from './materialForm'
import { precursorFields, readPrecursor } from './precursorForm'

it('gives back what a form was filled with, so that a copy of anything published predicts as the original', () => {
  for (const published of publishedLibrary.materials) {
    const read = readMaterial({ ...materialFields(published), id: 'Ours' }, published)
    if (!read.ok) throw new Error(`${published.id}: ${JSON.stringify(read.problems)}`)
    const copy = extendLibrary(publishedLibrary, { materials: [read.content] }).materialById.get('Ours')
    expect(copy).toEqual({ ...published, id: 'Ours', isOwn: true })
  }
  for (const published of publishedLibrary.cathodes) {
    const read = readCathode({ ...cathodeFields(published), id: 'Ours' }, published)
    if (!read.ok) throw new Error(`${published.id}: ${JSON.stringify(read.problems)}`)
    const copy = extendLibrary(publishedLibrary, { cathodes: [read.content] }).cathodeById.get('Ours')
    expect({ ...copy, surfacePhase: copy?.surfacePhase?.replaceAll('→', '->') }).toEqual({
      ...published,
      id: 'Ours',
      isOwn: true,
    })
  }
  for (const published of publishedLibrary.precursors) {
    const read = readPrecursor({ ...precursorFields(published), id: 'Ours' }, published)
    if (!read.ok) throw new Error(`${published.id}: ${JSON.stringify(read.problems)}`)
    const copy = extendLibrary(publishedLibrary, { precursors: [read.content] }).precursors.at(-1)
    expect(copy).toEqual({ ...published, id: 'Ours', isOwn: true })
  }
})

it('understands numbers as people write them', () => {
  const read = readMaterial(
    {
      ...materialFields(null),
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
  expect(read.content.oxygen?.diffusivity?.value).toBeCloseTo(7e-19, 30)
  expect(read.content.oxygen?.diffusivity?.high).toBeCloseTo(2e-18, 30)
  expect(read.content.oxygen?.temperatureK).toBeCloseTo(300.15, 6)
  expect(read.content.lithium).toBeNull()
})

it('says of each field what is wrong', () => {
  const read = readMaterial(
    {
      ...materialFields(null),
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

it('takes one bound alone as a bound, and refuses what could not be predicted with', () => {
  const fields = { ...materialFields(null), id: 'A', source: 'notebook', 'oxygen.source': 'SIMS, below detection' }
  const bound = readMaterial({ ...fields, 'oxygen.high': '1e-19' }, null)
  expect(bound).toMatchObject({
    ok: true,
    content: { oxygen: { kind: 'bound', diffusivity: { value: undefined, low: undefined, high: 1e-19 } } },
  })
  expect(readMaterial({ ...fields, 'oxygen.high': '1e-19', 'oxygen.kind': 'assumed' }, null)).toMatchObject({
    content: { oxygen: { kind: 'assumed' } },
  })
  const wrong = (changed: Partial<typeof fields>) => {
    const read = readMaterial({ ...fields, ...changed }, null)
    return read.ok ? {} : read.problems
  }
  expect(wrong({ 'oxygen.low': '1e-20', 'oxygen.high': '1e-19' })).toHaveProperty(['oxygen.value'])
  expect(wrong({ 'oxygen.onsagerLow': '1e5' })).toHaveProperty(['oxygen.onsager'])
  expect(wrong({ 'lithium.activationEv': '0.4' })).toHaveProperty(['lithium.value'])
  expect(wrong({ 'density.low': '2' })).toHaveProperty(['density.value'])
  expect(wrong({ id: 'Li3BO3:mine' })).toHaveProperty(['id'])
  expect(wrong({ phases: 'Li2TiO3, Li3BO3', 'oxygen.value': '1e-20' })).toHaveProperty(['phases'])
})

it('reads a cathode with a negative potential, and refuses what cannot be', () => {
  const fields = { ...cathodeFields(null), id: 'NMC9 ½', formula: 'LiNi0.9Mn0.05Co0.05O2', source: 'the bag' }
  const read = readCathode(
    {
      ...fields,
      'potential.value': '−4,8 eV',
      'potential.source': 'our DFT',
      'radius.value': '4500 nm',
      'radius.source': 'SEM',
    },
    null,
  )
  expect(read).toMatchObject({
    ok: true,
    content: { id: 'NMC9 1⁄2', oxygenPotentialEv: { value: -4.8 }, radiusUm: { value: 4.5 }, lostFraction: null },
  })
  expect(readCathode({ ...fields, 'lost.value': '1.2', 'lost.source': 'x' }, null)).toMatchObject({
    problems: { 'lost.value': expect.stringContaining('at most 1') },
  })
  expect(readCathode({ ...fields, formula: '' }, null)).toMatchObject({ problems: { formula: expect.any(String) } })
})

it('does not let another value stand under a published source, nor a coefficient that belongs to another diffusivity', () => {
  const borate = publishedLibrary.materialById.get('Li3B11O18')
  const lco = publishedLibrary.cathodeById.get('LCO')
  if (!borate || !lco) throw new Error('not published')
  const changed = {
    ...materialFields(borate),
    id: 'Ours',
    'oxygen.value': '7e-17',
    'oxygen.low': '',
    'oxygen.high': '',
  }
  expect(readMaterial(changed, borate)).toMatchObject({
    ok: false,
    problems: {
      'oxygen.source': expect.stringContaining('does not say what stands here'),
      'oxygen.onsager': expect.stringContaining('5.4 × 10²⁰'),
    },
  })
  const mended = { ...changed, 'oxygen.onsager': '', 'oxygen.onsagerLow': '', 'oxygen.onsagerHigh': '' }
  expect(readMaterial({ ...mended, 'oxygen.source': 'notebook 12' }, borate).ok).toBe(true)
  // One's own may be corrected under the same source.
  expect(readMaterial(mended, { ...borate, isOwn: true }).ok).toBe(true)
  expect(readCathode({ ...cathodeFields(lco), id: 'Ours', 'potential.value': '-4.7' }, lco)).toMatchObject({
    problems: { 'potential.source': expect.any(String) },
  })
})
