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
  logFailed: { code: 4506, reason: 'The change could not be saved. Reconnecting.' },
  tooManyConnections: { code: 4507, reason: 'Too many connections to this plan.' },
  documentTooLarge: { code: 4508, reason: 'This plan is full.' },
  shuttingDown: { code: 4509, reason: 'The server is restarting.' },
} as const

export type CloseReason = keyof typeof closeCodes
