'use client'

import { useSyncExternalStore } from 'react'
import { formatDay, formatMoment } from './record/moments'

const everyMinute = (listener: () => void) => {
  const timer = setInterval(listener, 60_000)
  return () => clearInterval(timer)
}

/** `4 min ago`, `yesterday`; after a week the day. The exact moment stands in its tooltip. On the server, the day in UTC. */
export function RelativeTime({ at }: { at: Date }) {
  const text = useSyncExternalStore(
    everyMinute,
    () => sayAgo(at, new Date(), at.getTimezoneOffset()),
    () => formatDay(at, 0),
  )
  return (
    <time
      dateTime={at.toISOString()}
      title={formatMoment(at, 0).concat(' UTC')}
      suppressHydrationWarning
      className="whitespace-nowrap tabular-nums"
    >
      {text}
    </time>
  )
}

export function sayAgo(at: Date, now: Date, offsetMinutes: number): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const days = dayNumber(now, offsetMinutes) - dayNumber(at, offsetMinutes)
  if (days === 0 || minutes < 12 * 60) return `${Math.floor(minutes / 60)} h ago`
  if (days === 1) return 'yesterday'
  if (days < 7) return `${days} days ago`
  return formatDay(at, offsetMinutes)
}

function dayNumber(moment: Date, offsetMinutes: number): number {
  return Math.floor((moment.getTime() - offsetMinutes * 60_000) / 86_400_000)
}
