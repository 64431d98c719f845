'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type LineState, nextToSend, outboxKey, type Pending, readOutbox, waiting, withoutKnown } from './outbox'
import { forgetPhotos } from './photoStore'

/** Between attempts while the server cannot be reached, ms. A browser that says "online" is asked at once. */
const waits = [1000, 2000, 5000, 15_000]

/** What `send` throws when the server answered and said no: sending again would not help. */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** What `send` throws when nobody is signed in any more: it is sent once somebody is. */
export class SignedOut extends Error {
  override name = 'SignedOut'
}

/**
 * Keeps what is typed at the bench in the browser until the server has it, over reloads and without a network, and
 * sends it in the order in which it was said.
 *
 * @param known ids of the entries that the page was served with. The page that is kept for days without network may be older
 *   than what was sent since, so what was sent stays in the drawer until the page as served shows it.
 */
export function useOutbox(
  memberId: string,
  run: string,
  known: ReadonlySet<string>,
  send: (pending: Pending) => Promise<void>,
) {
  const drawer = outboxKey(memberId, run)
  const [pending, setPending] = useState<Pending[]>([])
  const [line, setLine] = useState<LineState>('idle')
  const sending = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const attempts = useRef(0)
  const served = useRef(known)
  const sender = useRef(send)
  useEffect(() => {
    sender.current = send
  })

  /** Reads before it writes: another tab of the same person has the same drawer. */
  const change = useCallback(
    (edit: (before: Pending[]) => Pending[]) => {
      const before = readOutbox(localStorage.getItem(drawer))
      const after = edit(before)
      if (after.length === 0) localStorage.removeItem(drawer)
      else localStorage.setItem(drawer, JSON.stringify(after))
      setPending(after)
      const left = new Set(after.map((one) => one.entryId))
      const gone = before.filter((one) => one.photo !== null && !left.has(one.entryId)).map((one) => one.entryId)
      // What stays behind there costs room and nothing else.
      void forgetPhotos(gone).catch(() => undefined)
    },
    [drawer],
  )

  const flush = useCallback(async () => {
    if (sending.current) return
    sending.current = true
    clearTimeout(timer.current)
    setLine('sending')
    let end: LineState = 'idle'
    try {
      for (;;) {
        const next = nextToSend(readOutbox(localStorage.getItem(drawer)))
        if (!next) break
        const mark = (part: Partial<Pending>) =>
          change((before) => before.map((one) => (one.entryId === next.entryId ? { ...one, ...part } : one)))
        try {
          await sender.current(next)
          attempts.current = 0
          mark({ isSent: true })
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          mark({ refusal: error.message })
        }
      }
    } catch (error) {
      // No connection: the values stay in the drawer, and the word beside the title says so.
      if (error instanceof SignedOut) end = 'signed-out'
      const wait = waits[Math.min(attempts.current++, waits.length - 1)]
      timer.current = setTimeout(() => void flush(), wait)
    } finally {
      sending.current = false
      setLine(end)
    }
  }, [drawer, change])

  useEffect(() => {
    change((before) => withoutKnown(before, served.current))
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
  }, [drawer, change, flush])

  const add = useCallback(
    (...added: Pending[]) => {
      change((before) => [...before, ...added])
      void flush()
    },
    [change, flush],
  )
  const discard = useCallback(
    (entryId: Pending['entryId']) => change((before) => before.filter((one) => one.entryId !== entryId)),
    [change],
  )
  const sendAgain = useCallback(
    (entryId: Pending['entryId']) => {
      change((before) => before.map((one) => (one.entryId === entryId ? { ...one, refusal: null } : one)))
      void flush()
    },
    [change, flush],
  )

  return {
    pending,
    waitingIds: new Set<string>(waiting(pending).map((one) => one.entryId)),
    line,
    add,
    discard,
    sendAgain,
  }
}
