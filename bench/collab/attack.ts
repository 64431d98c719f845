import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { attack } from '@/server/sync/testing/attacks'
import { random } from '@/server/sync/testing/random'
import { editOf, RawClient, until } from '@/server/sync/testing/rawClient'
import { startRooms } from '@/server/sync/testing/startRooms'

// How late two editors see each other while hostile messages come in, beside how late without, in slices that take turns so
// that the machine's own moods meet both. MESSAGES (100,000), PER_SECOND (as fast as the attackers can), KIND (all), SEED; STRANGERS=1 makes
// every connection another member, whom nobody has met yet.
// Started by `npm run bench:collab -- --attack`. The attackers are a process of their own.

const messages = Number(process.env.MESSAGES ?? 100_000)
const perSecond = process.env.PER_SECOND === undefined ? undefined : Number(process.env.PER_SECOND)
const seed = Number(process.env.SEED ?? 20_261_121)
const planId = 'pln_bystanders'
const slices = 10

if (process.env.ATTACK_URL !== undefined) {
  const next = random(seed)
  process.on('message', async (order: { messages: number; giants: number }) => {
    process.send?.(
      await attack({
        url: process.env.ATTACK_URL as string,
        planId,
        next,
        perSecond,
        only: process.env.KIND,
        asMembers: process.env.STRANGERS === undefined,
        ...order,
      }),
    )
  })
} else {
  await measure()
}

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'attack-'))
  const server = await startRooms({ folder })
  const attackers = fork(process.argv[1] as string, [], { env: { ...process.env, ATTACK_URL: server.url } })
  const ada = await RawClient.join(`${server.url}/${planId}?ack=1`)
  const ben = await RawClient.join(`${server.url}/${planId}`)
  const waits = { quiet: [] as number[], attacked: [] as number[] }
  let slice: keyof typeof waits = 'quiet'
  let isOver = false
  let edits = 0
  const sentAt = new Map<string, { at: number; slice: keyof typeof waits }>()
  ben.doc.getMap('m').observe((event) => {
    for (const key of event.keysChanged) {
      const sent = sentAt.get(key)
      if (sent !== undefined) waits[sent.slice].push(performance.now() - sent.at)
    }
  })
  const writing = (async () => {
    while (!isOver) {
      edits += 1
      const key = `edit ${edits}`
      const update = editOf(ada.doc, (doc) => doc.getMap('m').set(key, edits))
      sentAt.set(key, { at: performance.now(), slice })
      ada.update(update)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })()
  let took = 0
  const kinds: Record<string, number> = {}
  try {
    for (let n = 0; n < slices; n += 1) {
      slice = 'quiet'
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      slice = 'attacked'
      const from = performance.now()
      const done = new Promise<Record<string, number>>((resolve) => attackers.once('message', resolve as () => void))
      attackers.send({ messages: Math.ceil(messages / slices), giants: process.env.KIND === undefined ? 1 : 0 })
      for (const [kind, count] of Object.entries(await done)) kinds[kind] = (kinds[kind] ?? 0) + count
      took += performance.now() - from
    }
    isOver = true
    await writing
    await until(() => ben.doc.getMap('m').size === edits, 20_000)
    console.log(`${messages} hostile messages of ${Object.keys(kinds).length} kinds in ${(took / 1000).toFixed(1)} s`)
    console.log(
      `server ${server.exitCode === null ? 'up' : 'DOWN'}, others ${ada.closed ?? ben.closed ?? 'undisturbed'}`,
    )
    console.log('| two other editors | edits | p50 ms | p99 ms | worst ms |\n|---|---|---|---|---|')
    for (const [name, all] of Object.entries(waits)) {
      all.sort((a, b) => a - b)
      const at = (part: number) =>
        (all[Math.min(all.length - 1, Math.floor(all.length * part))] ?? Number.NaN).toFixed(1)
      console.log(`| ${name} | ${all.length} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`)
    }
  } finally {
    attackers.kill()
    ada.leave()
    ben.leave()
    await server.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}
