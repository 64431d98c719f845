import { useRef, useState } from 'react'

/**
 * Text of a field that others may change meanwhile: it follows the document until this person types, and then stays
 * hers until she is done.
 */
export function useFieldText(standing: string) {
  const [own, setOwn] = useState<string | null>(null)
  const isDone = useRef(false)
  return {
    text: own ?? standing,
    isDirty: own !== null && own !== standing,
    type: (text: string) => {
      isDone.current = false
      setOwn(text)
    },
    /** Gives the field back to the document; false when that has been done already. */
    finish: (): boolean => {
      setOwn(null)
      const first = !isDone.current
      isDone.current = true
      return first
    },
  }
}
