import { useEffect, useRef } from 'react'

/**
 * Steps back on Escape also when the focus is nowhere, as after a button that had it was disabled: then no element within
 * the panel hears the key.
 */
export function useEscapeFromNowhere(onEscape: () => void): void {
  const act = useRef(onEscape)
  useEffect(() => {
    act.current = onEscape
  })
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && event.target === document.body) act.current()
    }
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [])
}
