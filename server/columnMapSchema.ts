import { z } from 'zod'
import { mappableQuantities } from '@/science/cycler/reading'

const mostColumns = 200

/** A mapping as it comes from outside: from a page, or written down in a file. */
export const columnMapSchema = z.strictObject({
  columns: z
    .record(
      z.string().max(300),
      z.strictObject({ quantity: z.enum(mappableQuantities), unit: z.string().max(30).optional() }),
    )
    .refine((columns) => Object.keys(columns).length <= mostColumns, {
      message: `A mapping has at most ${mostColumns} columns.`,
    }),
  dischargeIsPositive: z.boolean().optional(),
})
