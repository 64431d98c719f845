/** Where the selection goes when an edit ends. */
export type EditMotion = 'blur' | 'stay' | 'up' | 'down' | 'left' | 'right' | 'next' | 'previous'

/** Enter and Tab end an edit; so do arrows in an editor that was opened by typing over the cell. */
export function motionOf(event: React.KeyboardEvent, isReplacing: boolean): EditMotion | null {
  if (event.key === 'Enter') return event.shiftKey ? 'up' : 'down'
  if (event.key === 'Tab') return event.shiftKey ? 'previous' : 'next'
  if (!isReplacing || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return null
  if (event.key === 'ArrowUp') return 'up'
  if (event.key === 'ArrowDown') return 'down'
  if (event.key === 'ArrowLeft') return 'left'
  if (event.key === 'ArrowRight') return 'right'
  return null
}
