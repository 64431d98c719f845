import { describe, expect, it } from 'vitest'
import { commandOf, type KeyPress } from './gridKeys'

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
const press = (key: string, held: Partial<KeyPress> = {}) => commandOf({ ...none, ...held, key }, 10)

describe('commandOf', () => {
  it('moves by arrows, jumps with Ctrl or Cmd, extends with Shift', () => {
    expect(press('ArrowDown')).toEqual({ kind: 'move', motion: { kind: 'step', direction: 'down' }, extend: false })
    expect(press('ArrowLeft', { metaKey: true, shiftKey: true })).toEqual({
      kind: 'move',
      motion: { kind: 'jump', direction: 'left' },
      extend: true,
    })
    expect(press('ArrowUp', { altKey: true })).toEqual({ kind: 'move-row', direction: 'up' })
  })

  it('replaces a value by whatever is typed, in any script', () => {
    expect(press('5')).toEqual({ kind: 'replace', text: '5' })
    expect(press(' ')).toEqual({ kind: 'replace', text: ' ' })
    expect(press('µ')).toEqual({ kind: 'replace', text: 'µ' })
    expect(press('A', { shiftKey: true })).toEqual({ kind: 'replace', text: 'A' })
  })

  it('leaves to the browser and the page what is theirs', () => {
    for (const key of ['?', 'F5', 'Shift', 'Dead', 'Process']) expect(press(key)).toBeNull()
    for (const key of ['c', 'v', 'x', 'k', 'r']) expect(press(key, { ctrlKey: true })).toBeNull()
    expect(press('d', { altKey: true })).toBeNull()
  })

  it('fills down and goes on with a series', () => {
    expect(press('d', { ctrlKey: true })).toEqual({ kind: 'fill-down' })
    expect(press('e', { ctrlKey: true })).toEqual({ kind: 'fill-series' })
    expect(press('L', { ctrlKey: true, shiftKey: true })).toEqual({ kind: 'filter' })
  })

  it('selects a row by Shift Space and a column by Ctrl Space, as spreadsheets do', () => {
    expect(press(' ', { shiftKey: true })).toEqual({ kind: 'move', motion: { kind: 'whole-row' }, extend: true })
    expect(press(' ', { ctrlKey: true })).toEqual({ kind: 'move', motion: { kind: 'whole-column' }, extend: true })
  })

  it('undoes and redoes', () => {
    expect(press('z', { ctrlKey: true })).toEqual({ kind: 'undo' })
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toEqual({ kind: 'redo' })
    expect(press('y', { ctrlKey: true })).toEqual({ kind: 'redo' })
  })
})
