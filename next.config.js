/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // The process that serves Next also holds the rooms: one copy of Yjs for both, or `instanceof` fails between them.
  serverExternalPackages: ['yjs', 'y-protocols', 'lib0', 'better-sqlite3', 'pino'],
}
