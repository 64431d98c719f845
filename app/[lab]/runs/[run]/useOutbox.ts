'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { outboxKey, type Pending, readOutbox } from './outbox'

/** Between attempts while the server cannot be reached, ms. A browser that says "online" is asked at once. */
const waits = [1000, 2000, 5000, 15_000]

/** What `send` throws when the server answered and said no: sending again would not help. */
export class Refusal extends Error {
  override name = 'Refusal'
}

/**
 * Keeps what is typed at the bench in the browser until the server has it, over reloads and without a network, and
 * sends it in the order in which it was said.
 */
export function useOutbox(memberId: string, run: string, send: (pending: Pending) => Promise<void>) {
  const drawer = outboxKey(memberId, run)
  const [pending, setPending] = useState<Pending[]>([])
  const [isSending, setIsSending] = useState(false)
  const sending = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const attempts = useRef(0)
  const sender = useRef(send)
  useEffect(() => {
    sender.current = send
  })

  /** Reads before it writes: another tab of the same person has the same drawer. */
  const change = useCallback(
    (edit: (before: Pending[]) => Pending[]) => {
      const after = edit(readOutbox(localStorage.getItem(drawer)))
      if (after.length === 0) localStorage.removeItem(drawer)
      else localStorage.setItem(drawer, JSON.stringify(after))
      setPending(after)
    },
    [drawer],
  )

  const flush = useCallback(async () => {
    if (sending.current) return
    sending.current = true
    clearTimeout(timer.current)
    setIsSending(true)
    try {
      for (;;) {
        const next = readOutbox(localStorage.getItem(drawer)).find((one) => one.refusal === null)
        if (!next) break
        try {
          await sender.current(next)
          attempts.current = 0
          change((before) => before.filter((one) => one.entryId !== next.entryId))
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          change((before) =>
            before.map((one) => (one.entryId === next.entryId ? { ...one, refusal: error.message } : one)),
          )
        }
      }
    } catch {
      // No connection: the values stay in the drawer, and the word beside the title says so.
      const wait = waits[Math.min(attempts.current++, waits.length - 1)]
      timer.current = setTimeout(() => void flush(), wait)
    } finally {
      sending.current = false
      setIsSending(false)
    }
  }, [drawer, change])

  useEffect(() => {
    setPending(readOutbox(localStorage.getItem(drawer)))
    void flush()
    const handleOnline = () => void flush()
    const handleStorage = (event: StorageEvent) => {
      if (event.key === drawer) setPending(readOutbox(event.newValue))
    }
    window.addEventListener('online', handleOnline)
    window.addEventListener('storage', handleStorage)
    return () => {
      clearTimeout(timer.current)
      window.removeEventListener('online', handleOnline)
      window.removeEventListener('storage', handleStorage)
    }
  }, [drawer, flush])

  const add = useCallback(
    (one: Pending) => {
      change((before) => [...before, one])
      void flush()
    },
    [change, flush],
  )
  const discard = useCallback(
    (entryId: Pending['entryId']) => change((before) => before.filter((one) => one.entryId !== entryId)),
    [change],
  )

  return { pending, isSending, add, discard }
}
