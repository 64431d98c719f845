import { createHash, randomBytes } from 'node:crypto'

/** A token for a link, and what is kept of it: nobody who reads the database can open the link. */
export function makeToken(): { token: string; tokenHash: string } {
  const token = randomBytes(24).toString('base64url')
  return { token, tokenHash: hashToken(token) }
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
