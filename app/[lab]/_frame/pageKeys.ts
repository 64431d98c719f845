export interface KeyGroup {
  title: string
  keys: readonly { press: string; does: string }[]
}

const everywhere: KeyGroup = {
  title: 'Everywhere',
  keys: [
    { press: '⌘K or Ctrl K', does: 'Search, go to, create' },
    { press: '?', does: 'Show and hide these keys' },
    { press: 'Esc', does: 'One step back' },
    { press: 'Tab', does: 'To the next control' },
  ],
}

const grid: KeyGroup = {
  title: 'Recipe grid',
  keys: [
    { press: 'Arrows', does: 'Move' },
    { press: 'Ctrl arrows', does: 'To the edge of the values' },
    { press: 'Shift arrows', does: 'Select a range' },
    { press: 'Type, Enter or F2', does: 'Edit the cell' },
    { press: 'Enter, Tab', does: 'Keep the value, go on' },
    { press: 'Esc', does: 'Leave the value as it was' },
    { press: 'Delete', does: 'Clear' },
    { press: 'Ctrl C, X, V', does: 'Copy, cut, paste, also with Excel' },
    { press: 'Ctrl D', does: 'Fill down' },
    { press: 'Ctrl E', does: 'Go on with the series at the top of the range' },
    { press: 'Ctrl Space, Shift Space', does: 'Select the column, the row' },
    { press: 'Ctrl Z, Ctrl Shift Z', does: 'Undo and redo my own edits' },
    { press: 'Ctrl Enter', does: 'Open the recipe beside the grid' },
    { press: 'Alt ↑, Alt ↓', does: 'Move the recipe' },
    { press: 'Ctrl Shift D', does: 'Duplicate the recipe' },
    { press: 'Ctrl Alt M', does: 'Comment on the cell' },
    { press: 'Ctrl Shift L', does: 'Filter; Enter goes back to the grid' },
    { press: 'Shift F10', does: 'All that can be done with the recipe and its column' },
  ],
}

const tabs: KeyGroup = { title: 'Tabs', keys: [{ press: '← →', does: 'To the next tab' }] }

/** What the keyboard does on the page with these segments below the lab, the page's own keys first. */
export function keysOf(segments: readonly string[]): KeyGroup[] {
  if (segments[0] === 'plans' && segments.length > 1) return [grid, tabs, everywhere]
  if (segments[0] === 'library') return [tabs, everywhere]
  return [everywhere]
}
