import { z } from 'zod'
import { type Id, type IdKind, isId } from '@/science/ids'

/** An id of a kind, as it comes from outside: its form is checked here, whether it exists is the service's question. */
export function idInput<Kind extends IdKind>(kind: Kind) {
  return z.custom<Id<Kind>>((value) => isId(kind, value), { message: `expected the id of a ${kind}` })
}

/** What people type into a field: trimmed, bounded. */
export const words = (longest: number) => z.string().trim().max(longest)

export const emailInput = z.email('expected an e-mail address').max(254).toLowerCase()

export const passwordInput = z
  .string()
  .min(10, 'A password needs at least 10 characters.')
  .max(200, 'A password has at most 200 characters.')

/** A page of a list: from the cursor that the last one gave on. */
export const pageInput = z.object({
  cursor: z.string().max(1000).nullish(),
  limit: z.number().int().min(1).max(200).optional(),
})
