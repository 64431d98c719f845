import { newId } from '@/collab/plan/newId'
import { commit, recordOnly } from '@/db/commit'
import type { LabScope } from '@/db/queries/scope'
import { findFileByContent, insertFile } from '@/db/queries/tests'
import type { FileId, LabId } from '@/science/ids'
import { retryTaken } from './conflicts'
import type { Actor, ServiceCore } from './context'
import { thisMoment } from './moment'

/** Records an image of notes that has arrived in the file store. The same image twice is one file. */
export async function keepImage(core: ServiceCore, actor: Actor, arrived: Arrived): Promise<{ fileId: FileId }> {
  return await keepFile(core, actor, arrived, 'image.added')
}

/** The same for what a sample was measured with: an image, a spectrum, a report. */
export async function keepMeasurement(core: ServiceCore, actor: Actor, arrived: Arrived): Promise<{ fileId: FileId }> {
  return await keepFile(core, actor, arrived, 'measurement.file-added')
}

interface Arrived {
  labId: LabId
  file: { sha256: string; sizeBytes: number; name: string }
}

async function keepFile(
  core: ServiceCore,
  actor: Actor,
  { labId, file }: Arrived,
  verb: 'image.added' | 'measurement.file-added',
): Promise<{ fileId: FileId }> {
  const lab: LabScope = { db: core.database.db, labId }
  return await retryTaken(async () => {
    const known = await findFileByContent(lab, file.sha256)
    if (known !== undefined) return { fileId: known.id }
    const fileId = newId('file')
    const at = thisMoment()
    const { sha256, name, sizeBytes } = file
    await commit(core.database, [
      insertFile(lab, { id: fileId, sha256, name, sizeBytes, uploadedBy: actor.memberId, uploadedAt: at }),
      recordOnly({ labId, by: actor.memberId, at, verb, subjectId: fileId, details: { name } }),
    ])
    return { fileId }
  })
}
