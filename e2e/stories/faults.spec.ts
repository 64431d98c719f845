import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type * as Y from 'yjs'
import { connectPlan } from '@/collab/client/connectPlan'
import { readPlan } from '@/collab/plan/read'
import { addRecipe, setParameter } from '@/collab/plan/write'
import { plans } from '@/db/schema/plans'
import type { PlanId, RecipeId } from '@/science/ids'
import { lab, signInFirst } from '../api'
import { onDisk, readStoredPlan } from '../disk'
import { ProductServer } from '../server'

// What the process says when it cannot do its work, and that it then leaves everything as it was.

const node = join('node_modules', '.bin', 'node')
let folder: string

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interphase-faults-'))
})

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

interface Ending {
  exitCode: number | null
  stdout: string
  stderr: string
}

function run(script: string, words: string[], environment: Record<string, string>): Promise<Ending> {
  return new Promise((resolve) => {
    const child = spawn(node, [script, ...words], {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ending: Ending = { exitCode: null, stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => {
      ending.stdout += String(chunk)
    })
    child.stderr.on('data', (chunk) => {
      ending.stderr += String(chunk)
    })
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000)
    child.once('close', (exitCode) => {
      clearTimeout(late)
      resolve({ ...ending, exitCode })
    })
  })
}

const start = (environment: Record<string, string>) =>
  run('dist/main.js', [], { INTERPHASE_LOG: 'silent', PORT: '3998', INTERPHASE_DATA: folder, ...environment })
const command = (words: string[], dataFolder = folder) =>
  run('dist/interphase.js', words, { INTERPHASE_DATA: dataFolder, INTERPHASE_ROOT: process.cwd() })

/** Every file under a folder, by what is in it. */
function contentOf(path: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(path, name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(path, name)))
          .digest('hex'),
      ]),
  )
}

test.describe('a start that cannot be', () => {
  for (const [variable, value, sentence] of [
    ['PORT', 'abc', 'PORT is "abc": expected a number from 1 to 65535.'],
    ['PORT', '70000', 'PORT is "70000": expected a number from 1 to 65535.'],
    [
      'INTERPHASE_URL',
      'lab server',
      'INTERPHASE_URL is "lab server": expected an address such as https://interphase.example.org.',
    ],
    ['INTERPHASE_SECRET', 'short', 'INTERPHASE_SECRET is too short: expected at least 32 characters.'],
    ['INTERPHASE_LOG', 'loud', 'INTERPHASE_LOG is "loud": expected debug, info, warn, error or silent.'],
  ] as const)
    test(`${variable}=${value}`, async () => {
      const { exitCode, stderr } = await start({ [variable]: value })
      expect(stderr).toBe(`${sentence}\n`)
      expect(exitCode).toBe(1)
      expect(contentOf(folder)).toEqual({})
    })

  test('a data folder that is a file, lies under one, or where none can be made', async () => {
    const file = join(folder, 'notes.txt')
    writeFileSync(file, 'kept')
    for (const path of [file, join(file, 'below'), ...(existsSync('/proc/self') ? ['/proc/interphase'] : [])]) {
      const { exitCode, stderr } = await start({ INTERPHASE_DATA: path })
      expect(stderr).toContain(`The data folder ${path} cannot be written (`)
      expect(stderr.trim().split('\n')).toHaveLength(1)
      expect(exitCode).toBe(1)
    }
    expect(readFileSync(file, 'utf8')).toBe('kept')
  })

  test('a port in use', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, () => {
        const address = other.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    try {
      const { exitCode, stderr } = await start({ PORT: String(port) })
      expect(stderr).toBe(`Port ${port} is in use. Stop what listens there, or name another in PORT.\n`)
      expect(exitCode).toBe(1)
    } finally {
      other.close()
    }
  })

  test('a database that is none', async () => {
    writeFileSync(join(folder, 'interphase.sqlite'), 'this was a database until the disk filled up')
    const before = readFileSync(join(folder, 'interphase.sqlite'))
    const { exitCode, stderr } = await start({})
    expect(stderr).toMatch(/^The database .* cannot be read \(file is not a database\)\. It was left as it is; .*\n$/)
    expect(exitCode).toBe(1)
    expect(readFileSync(join(folder, 'interphase.sqlite')).equals(before)).toBe(true)
  })

  test('a database of a newer version', async () => {
    const server = await ProductServer.start()
    try {
      await server.kill('SIGTERM')
      await onDisk(server.dataFolder, ({ sqlite }) =>
        sqlite
          .prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
          .run('of the future', Date.now() + 1e12),
      )
      const before = contentOf(server.dataFolder)
      const { exitCode, stderr } = await start({ INTERPHASE_DATA: server.dataFolder })
      expect(stderr).toMatch(/newer/)
      expect(stderr.trim().split('\n')).toHaveLength(1)
      expect(exitCode).toBe(1)
      expect(contentOf(server.dataFolder)['interphase.sqlite']).toBe(before['interphase.sqlite'])
    } finally {
      await server.dispose()
    }
  })

  test('a second process on the same data folder', async () => {
    const server = await ProductServer.start()
    try {
      const { exitCode, stderr } = await start({ INTERPHASE_DATA: server.dataFolder })
      expect(stderr).toMatch(/^Another Interphase \(process \d+\) uses the data folder .*\n$/)
      expect(exitCode).toBe(1)
      expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
    } finally {
      await server.dispose()
    }
  })
})

test('addresses that nobody can read do not end the process', async () => {
  const server = await ProductServer.start()
  try {
    for (const path of ['/collab/%E0%A4%A', '//', '/collab/', '/%', '/api/files/%zz', '/api/trpc/%']) {
      for (const upgrade of ['', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'])
        await new Promise<void>((resolve) => {
          const line = connect(server.port, 'localhost', () => {
            line.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${upgrade}Connection: close\r\n\r\n`)
          })
          line.setTimeout(2000, () => line.destroy())
          line.on('error', () => {})
          line.on('data', () => {})
          line.once('close', () => resolve())
        })
    }
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
  } finally {
    await server.dispose()
  }
})

test('commands that cannot do what was asked say so in a line', async () => {
  const unknown = await command(['frobnicate'])
  expect(unknown.stderr).toContain("unknown command 'frobnicate'")
  expect(unknown.exitCode).not.toBe(0)
  for (const [words, sentence] of [
    [['backup', join(folder, 'b.tar.gz')], /^There is no database in /],
    [['restore', join(folder, 'nothing.tar.gz')], /^There is no file /],
    [['read', join(folder, 'nothing.csv')], /nothing\.csv cannot be read/],
  ] as const) {
    const { exitCode, stdout, stderr } = await command([...words])
    expect(stderr).toMatch(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stdout).toBe('')
    expect(exitCode).toBe(1)
  }
  const noBackup = join(folder, 'holiday.tar.gz')
  writeFileSync(noBackup, 'a picture of the sea')
  const target = join(folder, 'empty')
  const { exitCode, stderr } = await command(['restore', noBackup], target)
  expect(stderr).toContain('is not a backup of Interphase')
  expect(exitCode).toBe(1)
  const doctor = await command(['doctor'])
  expect(doctor.stdout).toContain('BAD  There is no database')
  expect(doctor.exitCode).toBe(1)
})

test('a backup taken under load restores to a consistent lab', async ({ browser }) => {
  test.setTimeout(120_000)
  const server = await ProductServer.start()
  const restored = await ProductServer.prepare()
  const archive = join(folder, 'lab.tar.gz')
  try {
    const { api, Socket } = await signInFirst(browser, server, { withExampleLab: true })
    const writers = await Promise.all(
      Array.from({ length: 4 }, async (_, place) => {
        const { id } = await api.plans.create.mutate({ lab, title: `Load ${place}` })
        const connection = connectPlan({ url: `${server.url}/collab`, planId: id, WebSocketPolyfill: Socket })
        await until(() => connection.state === 'saved')
        const recipe = newRecipe(connection.doc)
        return { id, connection, recipe, written: 0 }
      }),
    )
    const timers = writers.map((writer) =>
      setInterval(() => {
        writer.written += 1
        setParameter(writer.connection.doc, writer.recipe, 'batchMassG', writer.written)
      }, 2),
    )
    const created: Promise<unknown>[] = []
    const records = setInterval(() => {
      created.push(api.plans.create.mutate({ lab, title: `Record ${created.length + 1}` }))
    }, 20)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    // What the server had acknowledged before the backup began must be in it.
    await Promise.all(
      writers.map(async (writer) => {
        const upTo = writer.written
        await until(() => writer.connection.state === 'saved' || writer.written > upTo + 200)
      }),
    )
    const acknowledged = await Promise.all(
      writers.map(async ({ id }) => (await storedMass(server.dataFolder, id)) ?? 0),
    )
    const plansBefore = (await api.plans.list.query({ lab })).total
    const made = await command(['backup', archive], server.dataFolder)
    expect(made.stderr).toBe('')
    expect(made.exitCode).toBe(0)
    // What the rooms did shows in the metrics.
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(/^interphase_rooms [1-9]/m)
    expect(Number(/^interphase_updates_total (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(100)
    expect(metrics).toMatch(/^interphase_commit_seconds_count [1-9]/m)
    for (const timer of [...timers, records]) clearInterval(timer)
    // None of the records was refused; and on a busy machine the last are still on their way.
    await Promise.all(created)
    expect(Math.min(...acknowledged)).toBeGreaterThan(10)

    // A folder that holds something is left alone.
    mkdirSync(restored.dataFolder, { recursive: true })
    writeFileSync(join(restored.dataFolder, 'mine.txt'), 'kept')
    const refused = await command(['restore', archive], restored.dataFolder)
    expect(refused.stderr).toContain('is not empty')
    expect(refused.exitCode).toBe(1)
    rmSync(join(restored.dataFolder, 'mine.txt'))
    expect((await command(['restore', archive], restored.dataFolder)).exitCode).toBe(0)

    const doctor = await command(['doctor', '--deep'], restored.dataFolder)
    expect(doctor.stdout).not.toContain('BAD')
    expect(doctor.exitCode).toBe(0)
    for (const [place, { id }] of writers.entries())
      expect(await storedMass(restored.dataFolder, id)).toBeGreaterThanOrEqual(acknowledged[place] ?? 0)
    expect((await storedPlans(restored.dataFolder)).length).toBeGreaterThanOrEqual(plansBefore)
    await restored.launch()
    for (const { connection } of writers) connection.destroy()
  } finally {
    await server.dispose()
    await restored.dispose()
  }
})

test('a stop by SIGTERM finishes what is in flight', async ({ browser }) => {
  const server = await ProductServer.start()
  try {
    const { api, Socket } = await signInFirst(browser, server, { withExampleLab: false })
    const { id } = await api.plans.create.mutate({ lab, title: 'Stopped' })
    const connection = connectPlan({ url: `${server.url}/collab`, planId: id, WebSocketPolyfill: Socket })
    await until(() => connection.state === 'saved')
    const recipe = newRecipe(connection.doc)
    await until(() => connection.state === 'saved')
    for (let value = 1; value <= 200; value += 1) setParameter(connection.doc, recipe, 'batchMassG', value)
    const asked = Array.from({ length: 20 }, (_, place) =>
      api.plans.create.mutate({ lab, title: `In flight ${place}` }),
    )
    // The requests have reached the server, and wait there.
    await new Promise((resolve) => setTimeout(resolve, 30))
    const stopped = server.kill('SIGTERM')
    const answers = await Promise.allSettled(asked)
    expect(await stopped).toBe(0)
    connection.destroy()
    const answered = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []))
    expect(answered.length).toBeGreaterThan(0)
    expect(await storedPlans(server.dataFolder)).toEqual(expect.arrayContaining(answered))
    expect(await storedMass(server.dataFolder, id)).toBe(200)
    expect(existsSync(join(server.dataFolder, 'lock'))).toBe(false)
  } finally {
    await server.dispose()
  }
})

function newRecipe(doc: Y.Doc): RecipeId {
  addRecipe(doc, { name: 'Loaded', process: 'sol-gel' })
  const [recipe] = readPlan(doc).plan.recipes
  if (!recipe) throw new Error('The recipe was not added.')
  return recipe.id
}

/** The batch mass of a plan's only recipe as the disk has it. */
async function storedMass(dataFolder: string, planId: PlanId): Promise<number | null> {
  const mass = (await readStoredPlan(dataFolder, planId)).recipes[0]?.values.batchMassG
  return typeof mass === 'number' ? mass : null
}

async function storedPlans(dataFolder: string): Promise<string[]> {
  return onDisk(dataFolder, async ({ db }) => (await db.select({ id: plans.id }).from(plans)).map(({ id }) => id))
}

async function until(isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { intervals: [5], timeout: 20_000 }).toBe(true)
}
