import { findRevision } from '@/db/queries/revisions'
import type { LabScope } from '@/db/queries/scope'
import type { RevisionId } from '@/science/ids'
import { AppError } from '../errors'
import type { RevisionView } from '../views'
import type { People } from './people'

export async function revisionView(lab: LabScope, id: RevisionId, people: People): Promise<RevisionView> {
  const found = await findRevision(lab, id)
  if (found === undefined) throw new AppError('not-found', 'There is no such revision in this lab.')
  const { revision, planTitle } = found
  return {
    id: revision.id,
    planId: revision.planId,
    planTitle,
    recipeId: revision.recipeId,
    number: revision.number,
    contentHash: revision.contentHash,
    name: revision.name,
    process: revision.process,
    values: revision.values,
    prediction: revision.prediction,
    modelVersion: revision.modelVersion,
    createdBy: people(revision.createdBy),
    createdAt: revision.createdAt,
  }
}
