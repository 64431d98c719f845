import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RawData, WebSocket, WebSocketServer } from 'ws'

export interface BadLine {
  /** The same path as the target's, through this line. */
  url: string
  /** From now on everything passes as it came. */
  mend(): void
  /** How often each fault happened. */
  readonly faults: { duplicated: number; reordered: number; cut: number }
  close(): Promise<void>
}

export interface BadLineOptions {
  /** Where the line leads; it may be down for a while. */
  target: string
  /** Random numbers from 0 to 1. */
  next(): number
  /** Chances per message, in each direction. */
  duplicate: number
  /** A message waits until the next of its direction has passed, or for a moment. */
  reorder: number
  /** The line breaks instead of carrying the message. */
  cut: number
}

/**
 * A line between clients and rooms that repeats messages, lets them overtake each other, and breaks. TCP itself does not
 * reorder; a document has to bear it all the same, as updates also come by other ways (a store, a second connection).
 */
export async function openBadLine(options: BadLineOptions): Promise<BadLine> {
  const { next } = options
  const target = new URL(options.target)
  const faults = { duplicated: 0, reordered: 0, cut: 0 }
  let isMended = false
  const happens = (chance: number) => !isMended && next() < chance

  const http = createServer((_request, response) => response.writeHead(404).end())
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (near, request) => {
    const far = new WebSocket(new URL(request.url ?? '/', target))
    const breakDown = () => {
      near.terminate()
      far.terminate()
    }
    const opened = new Promise<void>((resolve) => far.once('open', () => resolve()))
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      let held: (() => void) | null = null
      from.on('message', async (data: RawData, isBinary: boolean) => {
        await opened
        const pass = () => {
          if (to.readyState === WebSocket.OPEN) to.send(data, { binary: isBinary })
        }
        const overtaken = held
        held = null
        if (happens(options.cut)) {
          faults.cut += 1
          breakDown()
        } else if (overtaken === null && happens(options.reorder)) {
          faults.reordered += 1
          held = pass
          setTimeout(() => {
            if (held === pass) {
              held = null
              pass()
            }
          }, 15)
        } else {
          pass()
          if (happens(options.duplicate)) {
            faults.duplicated += 1
            pass()
          }
          overtaken?.()
        }
      })
      from.on('close', (code) => {
        // 1005 and 1006 only tell what happened, and cannot be sent.
        if (to.readyState === WebSocket.OPEN && code !== 1005 && code !== 1006) to.close(code)
        else to.terminate()
      })
      from.on('error', breakDown)
    }
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}${target.pathname}`,
    mend() {
      isMended = true
    },
    faults,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
}
