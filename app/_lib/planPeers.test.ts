import { describe, expect, it } from 'vitest'
import { peopleOf, readPresence } from './planPeers'

const person = { memberId: 'mem_mina0000', name: 'Mina', hue: 2 }

describe('readPresence', () => {
  it('reads who is where, and what she is typing', () => {
    const selection = { recipeId: 'rec_one', key: 'sinterTemperatureC' }
    expect(readPresence(7, { person, selection, editing: true, draft: 480 })).toEqual({
      clientId: 7,
      ...person,
      selection,
      editing: true,
      draft: 480,
    })
  })

  it('shows no draft that the parameter would not take, and none of someone who is not editing', () => {
    const selection = { recipeId: 'rec_one', key: 'sinterTemperatureC' }
    expect(readPresence(7, { person, selection, editing: true, draft: 'hot' })?.draft).toBeUndefined()
    expect(readPresence(7, { person, selection, editing: false, draft: 480 })?.draft).toBeUndefined()
    expect(
      readPresence(7, { person, selection: { ...selection, key: 'x' }, editing: true, draft: 1 })?.draft,
    ).toBeUndefined()
  })

  it('survives whatever a peer sends', () => {
    for (const state of [null, 4, 'x', [], {}, { person: 4 }, { person: { name: 1, memberId: 'x' } }]) {
      expect(readPresence(1, state)).toBeNull()
    }
    const odd = readPresence(1, { person: { ...person, hue: 'red' }, selection: { recipeId: 4 }, editing: 'yes' })
    expect(odd).toMatchObject({ hue: 0, selection: null, editing: false })
  })
})

describe('peopleOf', () => {
  it('names a person once, however many windows she has open', () => {
    const peer = { ...readPresence(1, { person })! }
    const people = peopleOf([
      peer,
      { ...peer, clientId: 2 },
      { ...peer, clientId: 3, memberId: 'mem_jon', name: 'Jon' },
    ])
    expect(people.map((one) => one.name)).toEqual(['Jon', 'Mina'])
  })
})
