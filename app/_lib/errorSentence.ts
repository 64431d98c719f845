import { TRPCClientError } from '@trpc/client'

/** What to tell people of a failed request: the server's own sentence when there is one. */
export function errorSentence(error: unknown): string {
  if (error instanceof TRPCClientError && error.data?.code && error.message !== '') return error.message
  return 'The server could not be reached. Nothing was changed; try again.'
}
