import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A port that nothing listens on at this moment. */
async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** The built product in a process of its own, on a port and a data folder of its own. */
export class ProductServer {
  readonly url: string
  private child: ChildProcess | null = null
  private output = ''
  /** What ends with the server: browsers that look at it. */
  private readonly lookers: (() => Promise<void>)[] = []

  private constructor(
    readonly port: number,
    readonly dataFolder: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {
    this.url = `http://localhost:${port}`
  }

  static async start(): Promise<ProductServer> {
    const server = await ProductServer.prepare()
    await server.launch()
    return server
  }

  /** A port and a new data folder; the process is not started yet. */
  static async prepare(settings: Readonly<Record<string, string>> = {}): Promise<ProductServer> {
    return new ProductServer(await findFreePort(), mkdtempSync(join(tmpdir(), 'interphase-e2e-')), settings)
  }

  /** Starts the process on the same data folder and waits until it answers. */
  async launch(): Promise<void> {
    this.output = ''
    const child = spawn(join('node_modules', '.bin', 'node'), ['dist/main.js'], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(this.port),
        INTERPHASE_DATA: this.dataFolder,
        INTERPHASE_URL: this.url,
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    child.stdout?.on('data', (chunk) => {
      this.output += String(chunk)
    })
    child.stderr?.on('data', (chunk) => {
      this.output += String(chunk)
    })
    const deadline = Date.now() + 60_000
    while (Date.now() < deadline) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.output}`)
      const healthy = await fetch(`${this.url}/api/health`).then(
        (response) => response.ok,
        () => false,
      )
      if (healthy) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error(`The server did not answer within a minute:\n${this.output}`)
  }

  /** The link that the first start prints. */
  get setUpLink(): string {
    const found = this.output.match(/https?:\/\/\S+\/set-up\?token=\S+/)
    if (!found) throw new Error(`No set-up link was printed:\n${this.output}`)
    return found[0]
  }

  /** Memory of the process that is in the machine's own, bytes. */
  async residentBytes(): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(this.child?.pid)])
    return Number(stdout.trim()) * 1024
  }

  get log(): string {
    return this.output
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
    child.kill(signal)
    return ended
  }

  /** Called before the server goes. A page that stays open asks a dead server for ever, at the cost of the stories that follow. */
  beforeDispose(end: () => Promise<void>): void {
    this.lookers.push(end)
  }

  async dispose(): Promise<void> {
    await Promise.allSettled(this.lookers.map((end) => end()))
    await this.kill('SIGKILL')
    rmSync(this.dataFolder, { recursive: true, force: true })
  }
}
