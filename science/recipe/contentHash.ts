import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ParameterValue } from './parameter'
import type { Process } from './process'

/**
 * SHA-256, in hex, of what a recipe says: name, process, values with the plan's conditions merged in. The same content gives
 * the same hash in every browser and on the server, whatever order it was written in.
 */
export function contentHash(recipe: {
  name: string
  process: Process
  values: Readonly<Record<string, ParameterValue>>
}): string {
  const { name, process, values } = recipe
  return bytesToHex(sha256(utf8ToBytes(canonicalJson({ name, process, values }))))
}

/** JSON with sorted keys and without white space; absent and `undefined` are the same. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([, own]) => own !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => `${JSON.stringify(key)}:${canonicalJson(own)}`)
  return `{${fields.join(',')}}`
}
