import { notFound } from 'next/navigation'

/** Waits for a record; one that is not there (or belongs to another lab) becomes the page that says so. */
export async function orNotFound<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') notFound()
    throw error
  }
}
