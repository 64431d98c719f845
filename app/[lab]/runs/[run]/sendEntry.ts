import { z } from 'zod'
import { isId } from '@/science/ids'
import { readMarkKey } from '@/science/run/record'
import type { Pending } from './outbox'
import { findPhoto } from './photoStore'
import { Refusal, SignedOut } from './useOutbox'

/** Codes of the server's refusals that stay refusals however often one asks. */
const finalStatuses = new Set([400, 403, 404, 409, 413])

/** What the status of an answer means for what waits: sent again later, sent once signed in, or never. */
export function outcomeOf(status: number | undefined, message: string): Error {
  if (status === 401) return new SignedOut(message)
  if (status !== undefined && finalStatuses.has(status)) return new Refusal(message)
  return new Error(message)
}

const recordedPhoto = z.object({
  id: z.custom<`ent_${string}`>((value) => isId('runEntry', value)),
  fileId: z.custom<`fil_${string}`>((value) => isId('file', value)),
})

/** Sends the photo that lies in this browser's store. */
export async function sendPhoto(lab: string, run: string, pending: Pending): Promise<z.infer<typeof recordedPhoto>> {
  const photo = await findPhoto(pending.entryId)
  if (photo === null) throw new Refusal('The photo is no longer on this device: the browser has cleared its store.')
  const query = new URLSearchParams({
    lab,
    run,
    entry: pending.entryId,
    place: readMarkKey(pending.key)?.place ?? 'run',
    caption: String(pending.actual),
    reason: pending.reason,
    ago: String(Math.max(0, Date.now() - pending.at)),
    name: pending.photo ?? 'photo.jpg',
  })
  const response = await fetch(`/api/files/photos?${query}`, { method: 'POST', body: photo })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw outcomeOf(response.status, sentenceIn(body) ?? `The server answered ${response.status}.`)
  return recordedPhoto.parse(body)
}

function sentenceIn(body: unknown): string | null {
  const found = z.object({ error: z.object({ message: z.string() }) }).safeParse(body)
  return found.success ? found.data.error.message : null
}
