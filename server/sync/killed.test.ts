import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { random } from './testing/random'
import { editOf, RawClient, until } from './testing/rawClient'
import { type RoomsProcess, startRooms } from './testing/startRooms'

// SIGKILL of the real rooms on the real log while people write. KILLS and SEED make it longer, or repeat it.
const kills = Number(process.env.KILLS ?? 4)
const seed = Number(process.env.SEED ?? 20_261_120)

let folder: string
let server: RoomsProcess | null = null

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'))
})

afterAll(async () => {
  await server?.kill()
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<string> {
  server = await startRooms({ folder })
  return server.url
}

it(
  `loses nothing that anyone had seen or that was acknowledged (${kills} kills, seed ${seed})`,
  async () => {
    const next = random(seed)
    for (let kill = 0; kill < kills; kill += 1) {
      const planId = `pln_killed-${kill}`
      let url = await start()
      const writers = await Promise.all([0, 1].map(() => RawClient.join(`${url}/${planId}?ack=1`)))
      const observer = await RawClient.join(`${url}/${planId}`)
      const sent = writers.map(() => 0)
      const end = performance.now() + 50 + next() * 400
      const pace = next() < 0.5 ? 0 : 3
      while (performance.now() < end) {
        for (const [w, writer] of writers.entries()) {
          writer.update(editOf(writer.doc, (doc) => doc.getMap('log').set(`${w}:${sent[w]}`, 'x'.repeat(40))))
          sent[w]! += 1
        }
        await new Promise((resolve) => setTimeout(resolve, pace))
      }
      await server?.kill()
      await until(() => observer.closed !== null)
      const seen = [...observer.doc.getMap('log').keys()]
      const acknowledged = writers.flatMap((writer, w) => Array.from({ length: writer.saved }, (_, n) => `${w}:${n}`))

      url = await start()
      const fresh = await RawClient.join(`${url}/${planId}`)
      const log = fresh.doc.getMap('log')
      expect(
        seen.filter((key) => !log.has(key)),
        `seed ${seed}, kill ${kill}: seen and lost`,
      ).toEqual([])
      expect(
        acknowledged.filter((key) => !log.has(key)),
        `seed ${seed}, kill ${kill}: saved and lost`,
      ).toEqual([])
      expect(seen.length).toBeGreaterThan(0)

      // The writers bring back what was not saved, and then all is there.
      const back = await RawClient.join(`${url}/${planId}?ack=1`)
      for (const writer of writers) back.step2(Y.encodeStateAsUpdate(writer.doc))
      await until(() => back.saved === writers.length)
      await until(() => log.size === sent[0]! + sent[1]!)
      fresh.leave()
      back.leave()
      await server?.kill()
    }
  },
  20_000 + kills * 10_000,
)
