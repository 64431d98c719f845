import { oldestWritableSchemaVersion, schemaVersion } from '@/collab/plan/schema'

/** Names of the parameters in a plan socket's URL, `/collab/<planId>?schema=1&ack=1`. */
export const urlParameters = {
  /** The document schema that the client writes. A client that does not say is taken to be current. */
  schema: 'schema',
  /** `1`: send me `saved` messages. */
  ack: 'ack',
} as const

export { schemaVersion }

/** True when a client of this schema version may write into documents of ours without harm. */
export function mayWrite(version: number): boolean {
  return Number.isInteger(version) && version >= oldestWritableSchemaVersion
}
