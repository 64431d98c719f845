import type { RunEntryId, RunId } from '@/science/ids'
import type { Place } from '@/science/run/record'
import type { RecordedEntryView } from '../views'
import { type LabContext, scopeOf } from './context'
import { keepImage } from './images'
import { recordEntry, requireRun } from './runs'

export interface NewPhoto {
  run: RunId
  entry: RunEntryId
  /** The step that it shows, or the run as a whole. */
  place: Place
  caption: string
  /** Why it is added after the run was closed. */
  reason: string
  /** How long ago it was taken, ms. */
  ago: number
  file: { sha256: string; sizeBytes: number; name: string }
}

/** A photo of what was done: a file of the lab, and the entry in the run's record that it came with. Sent twice it is one. */
export async function recordPhoto(context: LabContext, photo: NewPhoto): Promise<RecordedEntryView> {
  const { run, entry, place, caption, reason, ago, file } = photo
  // Nothing is kept for a run of another lab.
  await requireRun(scopeOf(context), run)
  const { fileId } = await keepImage(context.core, context.actor, { labId: context.lab.id, file })
  return await recordEntry(context, {
    run,
    entryId: entry,
    key: `photo.${place}`,
    actual: caption,
    reason,
    agoMs: ago,
    fileId,
  })
}
