/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Set by scripts/build.js: the service worker keeps pages of one build. Empty in development, which has no worker.
  env: { INTERPHASE_BUILD: process.env.INTERPHASE_BUILD ?? '' },
  // The process that serves Next also holds the rooms: one copy of Yjs for both, or `instanceof` fails between them.
  serverExternalPackages: ['yjs', 'y-protocols', 'lib0', 'better-sqlite3', 'pino'],
}
