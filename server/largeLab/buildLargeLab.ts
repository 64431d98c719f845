import { newId } from '@/collab/plan/newId'
import { commit, recordOnly } from '@/db/commit'
import type { Database } from '@/db/connection'
import { insertExamplePerson } from '@/db/queries/exampleLab'
import { insertLab } from '@/db/queries/labs'
import { insertMemberRow, insertPerson } from '@/db/queries/members'
import type { LabScope } from '@/db/queries/scope'
import { type Building, day } from './building'
import { withSeed } from './chance'
import { largePeople } from './people'
import { planPlan } from './planPlan'

export interface Sizes {
  plans: number
  recipesPerPlan: number
  runs: number
  samples: number
  cells: number
  /** Cells with a finished test. */
  tests: number
}

export const largeSizes: Sizes = {
  plans: 400,
  recipesPerPlan: 25,
  runs: 5_000,
  samples: 50_000,
  cells: 6_000,
  tests: 2_000,
}

export interface LargeLab {
  seed: number
  sizes: Sizes
  name: string
  slug: string
  /** The hash of the first PI's password; the others have none, so nobody signs in as them. */
  passwordHash: string
  /** When the last of it happened; it goes back three years from there. */
  until: Date
  pathOf: (sha256: string) => string
  onProgress?: (sentence: string) => void
}

const years = 3 * 365 * day

/**
 * A lab with years of work in it, for measuring: plans with their documents and logs, reviews, runs with what was recorded, samples,
 * cells, tests, comments. Everything goes the way that the product writes it, act by act in the order of time, so that the audit
 * log, the projected rows and whatever is kept beside them are what they would be. The same seed gives the same rows.
 */
export async function buildLargeLab(database: Database, given: LargeLab): Promise<{ email: string }> {
  return await withSeed(given.seed, async (seeded) => {
    const began = given.until.getTime() - years
    seeded.setTime(began)
    const people = await buildPeople(database, given, new Date(began))
    const { lab, members } = people
    const building: Building = {
      database,
      lab,
      chance: seeded.chance,
      seeded,
      pis: members.filter(({ role }) => role === 'pi'),
      workers: members.filter(({ role }) => role === 'researcher' || role === 'student'),
      given,
      events: [],
      codes: 0,
    }
    planYears(building, began)
    building.events.sort((one, other) => one.at - other.at)
    const { length } = building.events
    for (const [place, event] of building.events.entries()) {
      if (place % 5000 === 0) given.onProgress?.(`${place.toLocaleString('en')} of ${length.toLocaleString('en')} acts`)
      seeded.setTime(event.at)
      await event.happens()
    }
    return { email: people.email }
  })
}

async function buildPeople(database: Database, given: LargeLab, at: Date) {
  const { db } = database
  const labId = newId('lab')
  const lab: LabScope = { db, labId }
  const members = largePeople.map((person, place) => ({
    ...person,
    place,
    id: newId('member'),
    userId: newId('member'),
  }))
  const [first] = members
  if (first === undefined) throw new Error('The lab needs a PI.')
  await commit(database, [
    insertLab(db, {
      id: labId,
      slug: given.slug,
      name: given.name,
      settings: { approvalRequiredFor: ['student'] },
      createdAt: at,
    }),
    ...members.flatMap(({ id, userId, name, email, role, place }) => [
      ...(place === 0
        ? insertPerson(db, { id: userId, name, email: `${given.slug}.${email}`, passwordHash: given.passwordHash, at })
        : [insertExamplePerson(db, { id: userId, name, email: `${given.slug}.${email}`, at })]),
      insertMemberRow(lab, { id, userId, role, hue: place % 8, createdAt: at }),
    ]),
    recordOnly({ labId, by: first.id, at, verb: 'lab.created', subjectId: labId, details: { name: given.name } }),
  ])
  return { lab, members, email: `${given.slug}.${first.email}` }
}

/** Lays out plan after plan over the years; runs and samples are spread so that their totals are exact. */
function planYears(building: Building, began: number): void {
  const { chance, given } = building
  const { plans, runs, samples, cells, tests } = given.sizes
  let [runsLeft, samplesLeft, cellsLeft, testsLeft] = [runs, samples, cells, tests]
  for (let number = 1; number <= plans; number += 1) {
    const left = plans - number + 1
    const start = began + ((number - chance.between(0, 1)) / plans) * (years - 9 * day)
    const own = share(runsLeft, left)
    runsLeft -= own
    const shares = Array.from({ length: own }, (_, place) => {
      const after = runsLeft + own - place
      const taken = {
        samples: share(samplesLeft, after),
        cells: share(cellsLeft, after),
        tests: share(testsLeft, after),
      }
      samplesLeft -= taken.samples
      cellsLeft -= taken.cells
      testsLeft -= taken.tests
      return taken
    })
    planPlan(building, number, start, shares)
  }
}

function share(total: number, among: number): number {
  return among <= 0 ? 0 : Math.round(total / among)
}
