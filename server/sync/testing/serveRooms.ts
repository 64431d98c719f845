import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Limits } from '@/collab/room/limits'
import type { Admission, Gatekeeper, PlanLog } from '@/collab/room/ports'
import type { RoomLogger } from '@/collab/room/room'
import { createRooms, type Rooms, type RoomsOptions } from '@/collab/room/rooms'
import type { MemberId, PlanId } from '@/science/ids'

export interface ServedRooms {
  rooms: Rooms
  /** `ws://127.0.0.1:…/collab` */
  url: string
  stop(): Promise<void>
}

export interface ServeOptions {
  log: PlanLog
  gatekeeper?: Gatekeeper
  onDurable?: RoomsOptions['onDurable']
  limits?: Partial<Limits>
  logger?: RoomLogger
  port?: number
}

let members = 0

/** Admits everyone, as what the URL says: `?as=mem_ada&read-only=1`. Each connection is a member of its own otherwise. */
export const openDoor: Gatekeeper = {
  async admit(request): Promise<Admission> {
    const asked = new URL(request.url ?? '/', 'http://plan').searchParams
    members += 1
    const memberId = (asked.get('as') ?? `mem_guest${members}`) as MemberId
    return {
      admitted: true,
      memberId,
      sessionId: asked.get('session') ?? `session of ${memberId}`,
      canWrite: asked.get('read-only') !== '1',
      name: memberId.slice('mem_'.length),
    }
  },
}

/** The real rooms behind a bare HTTP server on the loopback address. */
export async function serveRooms(options: ServeOptions): Promise<ServedRooms> {
  const rooms = createRooms({
    log: options.log,
    gatekeeper: options.gatekeeper ?? openDoor,
    onDurable: options.onDurable,
    limits: options.limits,
    logger: options.logger,
  })
  const server = createServer((_request, response) => response.writeHead(404).end())
  server.on('upgrade', (request, socket, head) => {
    const [path] = (request.url ?? '').split('?')
    const planId = path?.startsWith('/collab/') ? path.slice('/collab/'.length) : ''
    if (planId === '') socket.destroy()
    else rooms.handleUpgrade(request, socket, head, planId as PlanId)
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    rooms,
    url: `ws://127.0.0.1:${port}/collab`,
    async stop() {
      await rooms.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
