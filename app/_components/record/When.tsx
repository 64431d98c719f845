'use client'

import { useSyncExternalStore } from 'react'
import { formatDay, formatMoment } from './moments'

const never = () => () => {}

/** A time in the reader's own zone; on the server and at first paint in UTC, so that both agree. */
export function When({
  at,
  dayOnly = false,
  timeOnly = false,
}: {
  at: Date
  dayOnly?: boolean
  /** Of today or tomorrow, where nobody asks for the day. */
  timeOnly?: boolean
}) {
  const offset = useSyncExternalStore(
    never,
    () => at.getTimezoneOffset(),
    () => 0,
  )
  return (
    <time dateTime={at.toISOString()} title={formatMoment(at, offset)} className="whitespace-nowrap tabular-nums">
      {dayOnly ? formatDay(at, offset) : timeOnly ? formatMoment(at, offset).split(', ')[1] : formatMoment(at, offset)}
    </time>
  )
}
