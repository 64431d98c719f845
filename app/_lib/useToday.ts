import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Today where the reader is, `2026-12-31`; on the server and at first paint in UTC, so that both agree. */
export function useToday(): string {
  return useSyncExternalStore(
    never,
    () => dayOf(new Date(), new Date().getTimezoneOffset()),
    () => dayOf(new Date(), 0),
  )
}

function dayOf(moment: Date, offsetMinutes: number): string {
  return new Date(moment.getTime() - offsetMinutes * 60_000).toISOString().slice(0, 10)
}
