// Our rooms, for the harness of scripts/benchCollab.js. COLLAB_SERVER is the bundle that the script has built.
import process from 'node:process'

const saved = 100

function readCount(bytes) {
  let value = 0
  for (let at = 1, place = 1; at < bytes.length; at += 1, place *= 128) {
    value += (bytes[at] & 127) * place
    if (bytes[at] < 128) break
  }
  return value
}

export default {
  id: 'interphase',
  label: 'Interphase rooms + SQLite (durable before visible)',
  wire: 'y-websocket',
  persistent: true,
  command: ({ port, dataDir }) => ({
    cmd: process.env.COLLAB_NODE ?? process.execPath,
    args: ['--enable-source-maps', process.env.COLLAB_SERVER],
    env: { PORT: String(port), DATA: dataDir },
  }),
  base: ({ port }) => `ws://127.0.0.1:${port}/collab`,
  auth: () => ({ params: { ack: '1', schema: '1' } }),
  /** `saved n` covers the first n changes of a connection; the first is the answer to the handshake. */
  acknowledges: (bytes, client) => {
    if (bytes[0] !== saved) return 0
    const covered = Math.max(0, readCount(bytes) - 1)
    const news = covered - (client.covered ?? 0)
    client.covered = covered
    return news
  },
}
