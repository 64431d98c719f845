'use client'

import { useEffect, useState } from 'react'

/** The present moment, ms, again every second while something runs. Null until the page has come alive: a server's clock is none of ours. */
export function useNow(isRunning: boolean): number | null {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    setNow(Date.now())
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  return now
}
