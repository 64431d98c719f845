/**
 * Why an act was refused. The page shows the message; the code decides the HTTP status.
 * - `not-signed-in`: no session; sign in.
 * - `not-allowed`: the policies say no; somebody with another role can.
 * - `not-found`: no such thing in this lab (or it is another lab's, which looks the same).
 * - `conflict`: somebody was faster; look at the present state and try again.
 * - `bad-input`: the message says what was expected.
 * - `too-many`: a limit was reached; wait.
 * - `internal`: our fault; the log knows more.
 */
export type AppErrorCode =
  | 'not-found'
  | 'not-allowed'
  | 'conflict'
  | 'bad-input'
  | 'too-many'
  | 'not-signed-in'
  | 'internal'

export class AppError extends Error {
  constructor(
    readonly code: AppErrorCode,
    message: string,
    readonly details?: unknown,
  ) {
    super(message)
  }
}

export const httpStatus: Record<AppErrorCode, number> = {
  'bad-input': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  internal: 500,
}
