import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { temporaryDatabase } from '@/db/testing/temporaryDatabase'
import type { Core } from '../core'
import { answerHealth } from './health'

const rooms = { stats: () => ({ rooms: 2, connections: 3 }) } as Core['rooms']
let database: ReturnType<typeof temporaryDatabase>

beforeEach(() => {
  database = temporaryDatabase()
})
afterEach(() => database.dispose())

async function health(): Promise<{ status: number; body: unknown }> {
  const answer = { status: 0, body: null as unknown }
  const response = {
    writeHead: (status: number) => {
      answer.status = status
    },
    end: (body: string) => {
      answer.body = JSON.parse(body)
    },
  } as unknown as ServerResponse
  await answerHealth({ database, rooms }, response)
  return answer
}

it('is healthy while a row can be written', async () => {
  expect(await health()).toEqual({ status: 200, body: { ok: true, rooms: 2, connections: 3 } })
})

// What a disk that the system has remounted read-only does to a running server: reading goes on, every write is refused.
it('answers 503 as long as the database can be read but not written, and 200 after that', async () => {
  database.sqlite.pragma('query_only = ON')
  expect(await health()).toEqual({ status: 503, body: { ok: false, problem: 'attempt to write a readonly database' } })
  database.sqlite.pragma('query_only = OFF')
  expect((await health()).status).toBe(200)
})
