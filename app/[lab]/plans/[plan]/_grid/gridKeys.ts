import type { Direction, Motion } from '@/app/_lib/planSelection'

/** What a key means in the grid while no cell is being edited. */
export type GridCommand =
  | { kind: 'move'; motion: Motion; extend: boolean }
  | { kind: 'tab'; backwards: boolean }
  | { kind: 'edit' }
  | { kind: 'replace'; text: string }
  | { kind: 'clear' }
  | { kind: 'fill-down' }
  | { kind: 'fill-series' }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'open' }
  | { kind: 'comment' }
  | { kind: 'filter' }
  | { kind: 'menu' }
  | { kind: 'escape' }
  | { kind: 'move-row'; direction: 'up' | 'down' }
  | { kind: 'duplicate' }

export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

const arrows: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/** Null for keys that are the browser's or the page's own. `pageRows` is how many rows Page Down goes. */
export function commandOf(press: KeyPress, pageRows: number): GridCommand | null {
  const { key, shiftKey, altKey } = press
  const command = press.ctrlKey || press.metaKey
  const direction = arrows[key]
  if (direction) {
    if (altKey) return direction === 'up' || direction === 'down' ? { kind: 'move-row', direction } : null
    return { kind: 'move', motion: { kind: command ? 'jump' : 'step', direction }, extend: shiftKey }
  }
  if (command && altKey) return key.toLowerCase() === 'm' ? { kind: 'comment' } : null
  if (command) return withCommand(key.toLowerCase(), shiftKey)
  if (altKey) return null
  if (key === ' ' && shiftKey) return { kind: 'move', motion: { kind: 'whole-row' }, extend: true }
  switch (key) {
    case 'Tab':
      return { kind: 'tab', backwards: shiftKey }
    case 'Enter':
    case 'F2':
      return { kind: 'edit' }
    case 'Escape':
      return { kind: 'escape' }
    case 'Delete':
    case 'Backspace':
      return { kind: 'clear' }
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'F10':
      return shiftKey ? { kind: 'menu' } : null
    case 'Home':
      return { kind: 'move', motion: { kind: 'row-start' }, extend: shiftKey }
    case 'End':
      return { kind: 'move', motion: { kind: 'row-end' }, extend: shiftKey }
    case 'PageUp':
    case 'PageDown':
      return {
        kind: 'move',
        motion: { kind: 'page', direction: key === 'PageDown' ? 'down' : 'up', rows: pageRows },
        extend: shiftKey,
      }
    // The page's own: help on its keys.
    case '?':
      return null
    default:
      return [...key].length === 1 ? { kind: 'replace', text: key } : null
  }
}

function withCommand(key: string, shiftKey: boolean): GridCommand | null {
  switch (key) {
    case 'home':
      return { kind: 'move', motion: { kind: 'grid-start' }, extend: shiftKey }
    case 'end':
      return { kind: 'move', motion: { kind: 'grid-end' }, extend: shiftKey }
    case 'a':
      return { kind: 'move', motion: { kind: 'all' }, extend: true }
    case 'd':
      return shiftKey ? { kind: 'duplicate' } : { kind: 'fill-down' }
    case 'e':
      return shiftKey ? null : { kind: 'fill-series' }
    case ' ':
      return { kind: 'move', motion: { kind: 'whole-column' }, extend: true }
    case 'z':
      return { kind: shiftKey ? 'redo' : 'undo' }
    case 'l':
      return shiftKey ? { kind: 'filter' } : null
    case 'y':
      return { kind: 'redo' }
    case 'enter':
      return { kind: 'open' }
    default:
      return null
  }
}
