import { newId } from '@/collab/plan/newId'
import { commit, commitUnrecorded, guarded, recordOnly } from '@/db/commit'
import type { Database } from '@/db/connection'
import { forgetFact, readFact, writeFact } from '@/db/queries/installation'
import { findLab, insertLab, isAnyLab } from '@/db/queries/labs'
import { insertMemberRow } from '@/db/queries/members'
import { openIdProviderId } from '../auth/auth'
import { hashToken, makeToken } from '../auth/tokens'
import type { Core } from '../core'
import { AppError } from '../errors'
import { buildExampleLab } from '../exampleLab/buildExampleLab'
import type { SetupView } from '../views'
import { type NewPerson, newPersonStatements } from './newPerson'

const tokenFact = 'set-up token'

/** A fresh one-time token while there is no lab yet, for the link that the start prints; null when all is set up. */
export async function issueSetupToken(database: Database): Promise<string | null> {
  if (await isAnyLab(database.db)) return null
  const { token, tokenHash } = makeToken()
  await commitUnrecorded(database, {
    because: 'a token for the first start is no record',
    statements: [writeFact(database.db, tokenFact, tokenHash)],
  })
  return token
}

export async function getSetup(
  { database: { db }, config: { openId } }: Pick<Core, 'database' | 'config'>,
  token: string | undefined,
): Promise<SetupView> {
  const isSetUp = await isAnyLab(db)
  const isTokenRight = token === undefined ? null : !isSetUp && (await readFact(db, tokenFact)) === hashToken(token)
  return { isSetUp, isTokenRight, openIdProvider: openId && { id: openIdProviderId, name: openId.name } }
}

export interface FirstLab extends NewPerson {
  token: string
  labName: string
  withExampleLab: boolean
}

/** The first person, her lab, and her place in it as PI, in one batch that uses up the token. */
export async function createFirstLab(database: Database, given: FirstLab): Promise<{ slug: string }> {
  const { db } = database
  if (await isAnyLab(db)) throw new AppError('conflict', 'This installation is set up already. Sign in.')
  if ((await readFact(db, tokenFact)) !== hashToken(given.token))
    throw new AppError('not-allowed', 'This set-up link is not the newest. Use the one that the server printed last.')
  const at = new Date()
  const labId = newId('lab')
  const memberId = newId('member')
  const slug = await freeSlug(database, given.labName)
  const person = await newPersonStatements(database, given, at)
  const used = () => new AppError('conflict', 'This installation is set up already. Sign in.')
  await commit(database, [
    guarded(forgetFact(db, tokenFact), { changes: 1, otherwise: used }),
    ...person.statements,
    insertLab(db, {
      id: labId,
      slug,
      name: given.labName,
      settings: { approvalRequiredFor: ['student'] },
      createdAt: at,
    }),
    insertMemberRow({ db, labId }, { id: memberId, userId: person.userId, role: 'pi', hue: 0, createdAt: at }),
    recordOnly({ labId, by: memberId, at, verb: 'lab.created', subjectId: labId, details: { name: given.labName } }),
  ])
  if (given.withExampleLab) await buildExampleLab({ database }, { userId: person.userId })
  return { slug }
}

/** The lab's name in addresses: `Okada Lab` becomes `okada-lab`. */
async function freeSlug({ db }: Database, name: string): Promise<string> {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  // Pages outside a lab have these names.
  const reserved = ['', 'api', 'collab', 'set-up', 'sign-in', 'invitation', 'account', 'example']
  const wanted = reserved.includes(plain) ? `${plain || 'our'}-lab` : plain
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`
    if ((await findLab(db, slug)) === undefined) return slug
  }
}
