/** The engines' own words for "there is such a row already". */
const uniqueCodes = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'])

export function isUniqueViolation(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && uniqueCodes.has(cause.code)) return true
  }
  return false
}

/**
 * Reads, decides and commits again when somebody took the same number or code between reading and committing.
 * Each attempt reads afresh, so the second of two gets the next number.
 */
export async function retryTaken<Result>(attempt: () => Promise<Result>, attempts = 12): Promise<Result> {
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await attempt()
    } catch (error) {
      if (left === 0 || !isUniqueViolation(error)) throw error
    }
  }
}
