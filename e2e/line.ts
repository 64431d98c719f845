import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/**
 * The network between one computer and the rest, as an HTTP proxy that its browser uses for everything. A browser's own
 * “offline” setting leaves its service worker online; this does not.
 */
export class Line {
  private readonly sockets = new Set<Socket>()
  private state: 'up' | 'cut' | 'silent' = 'up'

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      if (this.state === 'cut') return void socket.destroy()
      this.keep(socket)
    })
    server.on('request', (incoming, answer) => {
      const onward = request(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(answer)
      })
      onward.on('error', () => answer.destroy())
      onward.on('socket', (socket) => this.keep(socket))
      incoming.pipe(onward)
    })
    // WebSockets ask the proxy for a tunnel.
    server.on('connect', (asked, near: Socket, head) => {
      const [host = '', port = ''] = (asked.url ?? '').split(':')
      const far = connect(Number(port), host, () => {
        near.write('HTTP/1.1 200 OK\r\n\r\n')
        far.write(head)
        near.pipe(far).pipe(near)
      })
      this.keep(near)
      this.keep(far)
    })
  }

  static async open(): Promise<Line> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Line(server)
  }

  /** For Playwright's `proxy` option; the loopback address goes through it as well. */
  get proxy(): { server: string; bypass: string } {
    return { server: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`, bypass: '<-loopback>' }
  }

  /** Whatever is open breaks, and nothing new comes through. */
  cut(): void {
    this.state = 'cut'
    for (const socket of this.sockets) socket.destroy()
  }

  /** Nothing comes through any more, and nobody is told: a computer asleep, a cable that was pulled. */
  silence(): void {
    this.state = 'silent'
    for (const socket of this.sockets) socket.pause()
  }

  mend(): void {
    if (this.state === 'silent') for (const socket of this.sockets) socket.resume()
    this.state = 'up'
  }

  close(): void {
    this.cut()
    this.server.close()
  }

  private keep(socket: Socket): void {
    if (this.sockets.has(socket)) return
    this.sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.sockets.delete(socket))
  }
}
