import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { RoomStats, Rooms } from '@/collab/room/rooms'
import { AppError } from '../errors'

export interface Metrics {
  /** A batch of changes reached the disk after so long, ms. */
  observeCommit(ms: number): void
  /** A letter was sent, or will be tried again, or is not needed, or is not tried any more. */
  countMail(outcome: string): void
  /** `/metrics` in Prometheus' text format, for whoever may see it. */
  answer(request: IncomingMessage, response: ServerResponse, rooms: Pick<Rooms, 'stats'>): Promise<void>
}

/** Seconds; a flush of a good disk is a few milliseconds. */
const commitBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5]

/** What the rooms count, by the name under which it is exported. */
const counted: readonly [name: string, help: string, of: (stats: RoomStats) => number][] = [
  ['interphase_received_messages_total', 'Socket messages received', ({ counters }) => counters.receivedMessages],
  ['interphase_received_bytes_total', 'Bytes of socket messages received', ({ counters }) => counters.receivedBytes],
  ['interphase_sent_messages_total', 'Socket messages sent', ({ counters }) => counters.sentMessages],
  ['interphase_sent_bytes_total', 'Bytes of socket messages sent', ({ counters }) => counters.sentBytes],
  ['interphase_updates_total', 'Changes of plans that were applied and logged', ({ counters }) => counters.changes],
  ['interphase_repeated_updates_total', 'Changes that brought nothing new', ({ counters }) => counters.repeatedChanges],
  [
    'interphase_refused_updates_total',
    'Changes of members who may only read',
    ({ counters }) => counters.refusedChanges,
  ],
  ['interphase_refused_admissions_total', 'Sockets that were not let in', ({ counters }) => counters.refusedAdmissions],
  [
    'interphase_rooms_failed_total',
    'Rooms closed because their log could not be written',
    ({ counters }) => counters.roomsFailed,
  ],
  ['interphase_snapshots_total', 'Snapshots of plans stored', ({ counters }) => counters.snapshots],
]
const measured: readonly [name: string, help: string, of: (stats: RoomStats) => number][] = [
  ['interphase_rooms', 'Plans that are open', (stats) => stats.rooms],
  ['interphase_connections', 'Open plan sockets', (stats) => stats.connections],
  ['interphase_joining', 'Sockets whose admission is being decided', (stats) => stats.joining],
  ['interphase_queued_updates', 'Changes that wait to be applied or written', (stats) => stats.queuedChanges],
  ['interphase_document_bytes', 'Size of the open plans', (stats) => stats.documentBytes],
  [
    'interphase_commit_longest_seconds',
    'The longest that a batch took to reach the disk',
    ({ counters }) => counters.longestCommitMs / 1000,
  ],
]

/** @param token asked for as `Authorization: Bearer …`; without one only programs on this machine may see the metrics */
export function createMetrics(token: string | null): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'interphase_' })
  const commits = new Histogram({
    name: 'interphase_commit_seconds',
    help: 'From the hand-over of a batch of changes until all of it was on disk',
    buckets: commitBuckets,
    registers: [registry],
  })
  const counters = counted.map(([name, help]) => new Counter({ name, help, registers: [registry] }))
  const gauges = measured.map(([name, help]) => new Gauge({ name, help, registers: [registry] }))
  const closed = new Counter({
    name: 'interphase_closed_sockets_total',
    help: 'Sockets that the server closed, by reason',
    labelNames: ['reason'] as const,
    registers: [registry],
  })

  const mails = new Counter({
    name: 'interphase_mails_total',
    help: 'Letters by what came of a try to send them',
    labelNames: ['outcome'] as const,
    registers: [registry],
  })

  function take(stats: RoomStats): void {
    for (const [at, [, , of]] of counted.entries()) {
      counters[at]?.reset()
      counters[at]?.inc(of(stats))
    }
    for (const [at, [, , of]] of measured.entries()) gauges[at]?.set(of(stats))
    closed.reset()
    for (const [reason, count] of Object.entries(stats.closed)) closed.inc({ reason }, count)
  }

  return {
    observeCommit: (ms) => commits.observe(ms / 1000),
    countMail: (outcome) => mails.inc({ outcome }),
    async answer(request, response, rooms) {
      if (!mayRead(request, token)) throw new AppError('not-found', 'There is no such address.')
      take(rooms.stats())
      response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' })
      response.end(await registry.metrics())
    },
  }
}

/** A proxy on the same machine speaks for somebody else: what it forwards is not of this machine. */
export function mayRead(request: Pick<IncomingMessage, 'headers' | 'socket'>, token: string | null): boolean {
  if (token !== null) {
    const found = Buffer.from(request.headers.authorization ?? '')
    const wanted = Buffer.from(`Bearer ${token}`)
    return found.length === wanted.length && timingSafeEqual(found, wanted)
  }
  const { remoteAddress = '' } = request.socket
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => request.headers[name] !== undefined)
  return !isForwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(remoteAddress)
}
