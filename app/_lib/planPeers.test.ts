import { describe, expect, it } from 'vitest'
import { toParameter } from '@/science/recipe/ownParameter'
import { extendCatalogue, findParameter } from '@/science/recipe/parameters'
import { peerRange, peopleOf, readPresence } from './planPeers'

const person = { memberId: 'mem_mina0000', name: 'Mina', hue: 2 }

describe('readPresence', () => {
  it('reads who is where, and what she is typing', () => {
    const selection = { recipeId: 'rec_one', key: 'sinterTemperatureC' }
    expect(readPresence(7, { person, selection, editing: true, draft: 480 }, findParameter)).toEqual({
      clientId: 7,
      ...person,
      selection,
      spread: null,
      editing: true,
      draft: 480,
    })
  })

  it('shows no draft that the parameter would not take, and none of someone who is not editing', () => {
    const selection = { recipeId: 'rec_one', key: 'sinterTemperatureC' }
    expect(readPresence(7, { person, selection, editing: true, draft: 'hot' }, findParameter)?.draft).toBeUndefined()
    expect(readPresence(7, { person, selection, editing: false, draft: 480 }, findParameter)?.draft).toBeUndefined()
    expect(
      readPresence(7, { person, selection: { ...selection, key: 'x' }, editing: true, draft: 1 }, findParameter)?.draft,
    ).toBeUndefined()
  })

  it('shows what is typed into a parameter of the lab’s own', () => {
    const selection = { recipeId: 'rec_one', key: 'own.crucible' }
    const own = toParameter({
      key: 'own.crucible',
      label: 'Crucible',
      unit: null,
      kind: 'choice',
      processes: ['wet'],
      description: '',
      min: null,
      max: null,
      choices: ['alumina', 'zirconia'],
    })
    const state = { person, selection, editing: true, draft: 'zirconia' }
    expect(readPresence(7, state, findParameter)?.draft).toBeUndefined()
    expect(readPresence(7, state, extendCatalogue([own]).findParameter)?.draft).toBe('zirconia')
  })

  it('survives whatever a peer sends', () => {
    for (const state of [null, 4, 'x', [], {}, { person: 4 }, { person: { name: 1, memberId: 'x' } }]) {
      expect(readPresence(1, state, findParameter)).toBeNull()
    }
    const found = { person: { ...person, hue: 'red' }, selection: { recipeId: 4 }, editing: 'yes' }
    const odd = readPresence(1, found, findParameter)
    expect(odd).toMatchObject({ hue: 0, selection: null, editing: false })
  })
})

describe('peerRange', () => {
  const shape = { recipeIds: ['rec_a', 'rec_b', 'rec_c'], keys: ['name', 'x', 'y'] }
  const at = (spread: object) => {
    const selection = { recipeId: 'rec_c', key: 'y' }
    return peerRange(readPresence(1, { person, selection, spread, editing: false }, findParameter)!, shape)
  }

  it('is what she has selected', () => {
    const spread = { recipeId: 'rec_b', key: 'x', rows: 2, columns: 2 }
    expect(at(spread)).toEqual({ top: 1, bottom: 2, left: 1, right: 2 })
  })

  it('is unknown where other rows or columns stand between the ends here', () => {
    expect(at({ recipeId: 'rec_a', key: 'x', rows: 2, columns: 2 })).toBeNull()
    expect(at({ recipeId: 'rec_b', key: 'x', rows: 2, columns: 3 })).toBeNull()
    expect(at({ recipeId: 'rec_gone', key: 'x', rows: 2, columns: 2 })).toBeNull()
    for (const rows of [0, -1, 1.5, '2', null]) expect(at({ recipeId: 'rec_b', key: 'x', rows, columns: 2 })).toBeNull()
  })
})

describe('peopleOf', () => {
  it('names a person once, however many windows she has open', () => {
    const peer = { ...readPresence(1, { person }, findParameter)! }
    const people = peopleOf([
      peer,
      { ...peer, clientId: 2 },
      { ...peer, clientId: 3, memberId: 'mem_jon', name: 'Jon' },
    ])
    expect(people.map((one) => one.name)).toEqual(['Jon', 'Mina'])
  })
})
