import { useEffect, useState } from 'react'

/** The text once the fingers pause. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 90)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
