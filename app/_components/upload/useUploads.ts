'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { previewFile } from '@/app/_lib/previewFile'
import { previewWords } from './previewWords'
import { type UploadAnswer, uploadFile } from './uploadFile'

export interface Upload {
  key: number
  file: File
  /** Where it goes; null until somebody says. */
  cell: string | null
  state: 'unassigned' | 'waiting' | 'sending' | 'done' | 'known' | 'failed' | 'cancelled'
  /** 0 to 1 */
  share: number
  message: string | null
  /** What this browser could read of it, before the server has; null while it reads, or where it could not. */
  preview: string | null
  /** The test that became of it. */
  testId: string | null
}

const unsent = { share: 0, message: null, preview: null, testId: null } as const

/** Two at a time: enough to fill a line, and the first results come before the last file is sent. */
const atOnce = 2

/** Files on their way to the cells of a lab. */
export function useUploads(lab: string, onUploaded: (answer: UploadAnswer) => void) {
  const [uploads, setUploads] = useState<Upload[]>([])
  const queue = useRef<Upload[]>([])
  const running = useRef(new Map<number, AbortController>())
  const nextKey = useRef(1)
  const left = useRef(new AbortController())
  const uploaded = useRef(onUploaded)
  useEffect(() => {
    uploaded.current = onUploaded
  })

  const change = useCallback((key: number, part: Partial<Upload>) => {
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))
  }, [])

  const pump = useCallback(() => {
    while (running.current.size < atOnce) {
      const next = queue.current.shift()
      if (!next) return
      const { cell } = next
      if (cell === null) continue
      const abort = new AbortController()
      running.current.set(next.key, abort)
      change(next.key, { state: 'sending' })
      uploadFile({ lab, cell }, next.file, {
        signal: abort.signal,
        onProgress: (share) => change(next.key, { share }),
      })
        .then(
          (answer) => {
            change(next.key, {
              testId: answer.testId,
              state: answer.known ? 'known' : 'done',
              share: 1,
              message: answer.known ? 'This file was already here; its test is shown below.' : null,
            })
            uploaded.current(answer)
          },
          (error: unknown) => {
            if (abort.signal.aborted)
              change(next.key, { state: 'cancelled', message: 'Cancelled; nothing was recorded.' })
            else
              change(next.key, {
                state: 'failed',
                message: error instanceof Error ? error.message : 'The file could not be sent.',
              })
          },
        )
        .finally(() => {
          running.current.delete(next.key)
          pump()
        })
    }
  }, [lab, change])

  const add = useCallback(
    (files: readonly File[], cellOf: (file: File) => string | null) => {
      const added = files.map((file): Upload => {
        const key = nextKey.current++
        const cell = cellOf(file)
        return file.size === 0
          ? { ...unsent, key, file, cell, state: 'failed', message: 'The file is empty: nothing was sent.' }
          : { ...unsent, key, file, cell, state: cell === null ? 'unassigned' : 'waiting' }
      })
      setUploads((all) => [...all.filter((one) => one.state !== 'done'), ...added])
      // One after the other: reading a file takes a core, and the page needs one as well.
      void added.reduce(async (before, { key, file, state }) => {
        await before
        if (state === 'failed' || left.current.signal.aborted) return
        const words = previewWords(await previewFile(file, { signal: left.current.signal }).catch(() => null))
        if (words !== null) change(key, { preview: words })
      }, Promise.resolve())
      queue.current.push(...added.filter((one) => one.state === 'waiting'))
      pump()
    },
    [pump, change],
  )

  /** Says which cell a file is of, and sends it there. */
  const assign = useCallback(
    (key: number, cell: string) => {
      const found = uploads.find((one) => one.key === key && one.state === 'unassigned')
      if (!found) return
      change(key, { cell, state: 'waiting' })
      queue.current.push({ ...found, cell, state: 'waiting' })
      pump()
    },
    [uploads, change, pump],
  )

  const cancel = useCallback(
    (key: number) => {
      running.current.get(key)?.abort(new DOMException('cancelled', 'AbortError'))
      if (queue.current.some((one) => one.key === key)) {
        queue.current = queue.current.filter((one) => one.key !== key)
        change(key, { state: 'cancelled', message: 'Cancelled; nothing was recorded.' })
      }
    },
    [change],
  )

  const retry = useCallback(
    (key: number) => {
      const found = uploads.find((one) => one.key === key)
      if (!found) return
      change(key, { state: 'waiting', share: 0, message: null })
      queue.current.push(found)
      pump()
    },
    [uploads, change, pump],
  )

  const dismiss = useCallback((key: number) => setUploads((all) => all.filter((one) => one.key !== key)), [])

  // Leaving the page ends what is still being sent: the server drops a body that stops half-way.
  useEffect(() => {
    const controllers = running.current
    // React mounts twice in development: what ended then begins anew.
    left.current = new AbortController()
    return () => {
      left.current.abort()
      queue.current = []
      for (const controller of controllers.values()) controller.abort(new DOMException('left', 'AbortError'))
    }
  }, [])

  return { uploads, add, assign, cancel, retry, dismiss }
}
