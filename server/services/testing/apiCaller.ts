import { type ApiContext, createCallerFactory } from '../../trpc/init'
import { appRouter } from '../../trpc/router'
import type { LabContext } from '../context'
import type { LabHarness } from './labHarness'

const createCaller = createCallerFactory(appRouter)

/** The API as a person of the harness calls it with her session, or as nobody does. */
export function callAs(harness: LabHarness, who: Pick<LabContext, 'actor'> | null, sessionId = 'none') {
  return createCaller({
    core: {
      ...harness.core,
      config: { url: 'http://localhost' },
      log: { error: () => undefined },
    } as unknown as ApiContext['core'],
    session: who === null ? null : { sessionId, userId: who.actor.userId, name: who.actor.name, email: 'x@lab.test' },
    requestId: 'test',
  })
}
