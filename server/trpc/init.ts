import { initTRPC, TRPCError } from '@trpc/server'
import superjson from 'superjson'
import { ZodError, z } from 'zod'
import type { Core } from '../core'
import { AppError, type AppErrorCode } from '../errors'
import { type Action, can } from '../policies'
import type { LabContext } from '../services/context'
import { findLabOf } from '../services/labs'

/** Who the cookie says is there. */
export interface SignedIn {
  sessionId: string
  userId: string
  name: string
  email: string
}

export interface ApiContext {
  core: Core
  session: SignedIn | null
  requestId: string
}

/** Every procedure says here who may call it; a test walks them all. */
export interface Permission {
  permission: { kind: 'public'; reason: string } | { kind: 'signed-in' } | { kind: 'lab'; action: Action }
}

const trpcCodes: Record<AppErrorCode, TRPCError['code']> = {
  'not-found': 'NOT_FOUND',
  'not-allowed': 'FORBIDDEN',
  conflict: 'CONFLICT',
  'bad-input': 'BAD_REQUEST',
  'too-many': 'TOO_MANY_REQUESTS',
  'not-signed-in': 'UNAUTHORIZED',
  internal: 'INTERNAL_SERVER_ERROR',
}

const t = initTRPC
  .context<ApiContext>()
  .meta<Permission>()
  .create({
    transformer: superjson,
    /** The client sees our code and a sentence for people, never a stack or the engine's words. */
    errorFormatter({ shape, error }) {
      const { cause } = error
      const isInternal = error.code === 'INTERNAL_SERVER_ERROR'
      const message =
        cause instanceof ZodError
          ? cause.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ')
          : isInternal && !(cause instanceof AppError)
            ? 'Something went wrong on our side. Nothing was changed; try again, and tell whoever runs this server.'
            : error.message
      const { stack: _stack, ...data } = shape.data
      return { ...shape, message, data: { ...data, appCode: cause instanceof AppError ? cause.code : null } }
    },
  })

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** Services throw AppError and know nothing of tRPC; here its code becomes a status. */
const translateErrors = t.middleware(async ({ next, ctx, path }) => {
  const result = await next()
  if (result.ok) return result
  const { cause } = result.error
  if (cause instanceof AppError) throw new TRPCError({ code: trpcCodes[cause.code], message: cause.message, cause })
  if (result.error.code === 'INTERNAL_SERVER_ERROR')
    ctx.core.log.error({ err: cause ?? result.error, path, requestId: ctx.requestId }, 'a procedure failed')
  return result
})

const base = t.procedure.use(translateErrors)

/** Anybody may call it; say why that is right. */
export function publicProcedure(reason: string) {
  return base.meta({ permission: { kind: 'public', reason } })
}

export const signedInProcedure = base.meta({ permission: { kind: 'signed-in' } }).use(({ ctx, next }) => {
  if (ctx.session === null) throw new AppError('not-signed-in', 'Sign in to go on.')
  return next({ ctx: { ...ctx, session: ctx.session } })
})

/**
 * A procedure within one lab. It names the act that it is, and is refused when the policies do not allow it to this member;
 * a lab that the person is not in looks like one that does not exist.
 */
export function labProcedure(action: Action) {
  return base
    .meta({ permission: { kind: 'lab', action } })
    .input(z.object({ lab: z.string().min(1).max(80) }))
    .use(async ({ ctx, input, next }) => {
      if (ctx.session === null) throw new AppError('not-signed-in', 'Sign in to go on.')
      const found = await findLabOf(ctx.core.database, input.lab, ctx.session)
      if (found === null) throw new AppError('not-found', 'There is no such lab, or you are not in it.')
      if (!can(found.actor, action))
        throw new AppError('not-allowed', `As ${article(found.actor.role)} you may not do this. Ask a PI of the lab.`)
      const lab: LabContext & ApiContext & { session: SignedIn } = { ...ctx, session: ctx.session, ...found }
      return next({ ctx: lab })
    })
}

function article(role: string): string {
  return role === 'pi' ? 'a PI' : `a ${role}`
}
