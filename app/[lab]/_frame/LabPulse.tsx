'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTRPC } from '@/app/_lib/trpc'

/** ms; one look at an index, so that every open page may ask this often */
const interval = 3_000

/**
 * Keeps whatever page is open at the state of the lab: when something has happened (a file was read, a cycle left out, a cell built), what
 * the page shows is fetched anew. Rows that cannot change (`meta.isFixed`) stay as they are.
 */
export function LabPulse({ lab }: { lab: string }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { data } = useQuery({
    ...trpc.activity.pulse.queryOptions({ lab }),
    meta: { isFixed: true },
    refetchInterval: interval,
    staleTime: 0,
  })
  const newest = data?.newest
  const known = useRef<string | null | undefined>(undefined)
  useEffect(() => {
    if (newest === undefined) return
    const before = known.current
    known.current = newest
    if (before !== undefined && before !== newest)
      void queries.invalidateQueries({ predicate: ({ meta }) => meta?.isFixed !== true })
  }, [newest, queries])
  return null
}
