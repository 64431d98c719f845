/**
 * Why a plan's socket was closed. 44xx: reconnecting cannot help (y-websocket stops by itself); 45xx: try again later.
 */
export const closeCodes = {
  notSignedIn: { code: 4401, reason: 'Sign in to open this plan.' },
  notAllowed: { code: 4403, reason: 'You may not open this plan.' },
  noSuchPlan: { code: 4404, reason: 'There is no such plan.' },
  clientTooOld: { code: 4426, reason: 'This page is older than the server. Reload it.' },
  accessChanged: { code: 4501, reason: 'Your access changed. Reconnecting.' },
  malformedMessage: { code: 4502, reason: 'A message could not be read.' },
  messageTooLarge: { code: 4503, reason: 'A message was too large.' },
  tooManyMessages: { code: 4504, reason: 'Too many messages. Slow down.' },
  tooSlow: { code: 4505, reason: 'This connection reads too slowly. Reconnecting.' },
  /** Nothing came back from the other end for a while: the line is dead, or the computer sleeps. */
  noAnswer: { code: 4510, reason: 'No answer from this connection. Reconnecting.' },
  missingChanges: { code: 4511, reason: 'Changes came without those that they build on. Reconnecting.' },
  notReady: { code: 4512, reason: 'The plan could not be opened just now. Trying again.' },
  logFailed: { code: 4506, reason: 'The change could not be saved. Reconnecting.' },
  tooManyConnections: { code: 4507, reason: 'Too many connections to this plan.' },
  documentTooLarge: { code: 4508, reason: 'This plan is full.' },
  shuttingDown: { code: 4509, reason: 'The server is restarting.' },
} as const

export type CloseReason = keyof typeof closeCodes

/** The sentence for a close code that a socket gave, also for the one that WebSocket itself uses for too large messages. */
export function closeSentence(code: number): string | null {
  if (code === 1009) return closeCodes.messageTooLarge.reason
  return Object.values(closeCodes).find((known) => known.code === code)?.reason ?? null
}
