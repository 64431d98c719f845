import * as Y from 'yjs'
import { addRecipes, createPlan, notesOf, setParameter } from '@/collab/plan/write'
import type { LoggedUpdate } from '@/collab/room/ports'
import type { MemberId } from '@/science/ids'
import type { Process } from '@/science/recipe/process'
import type { Chance } from './chance'
import { inventAim, inventRecipe, inventRemark, inventTitle } from './invent'

const minute = 60_000

/** A plan's document as people would have written it, with its log: born, filled, then edited. */
export function inventDocument(
  chance: Chance,
  given: {
    number: number
    process: Process
    recipeCount: number
    clientId: number
    setTime: (at: number) => void
    at: number
    writers: readonly [MemberId, ...MemberId[]]
  },
): { doc: Y.Doc; log: LoggedUpdate[]; title: string } {
  const doc = new Y.Doc()
  doc.clientID = given.clientId
  const log: LoggedUpdate[] = []
  let now = given.at - 60 * minute
  let memberId = given.writers[0]
  doc.on('update', (update: Uint8Array) => log.push({ update, memberId, at: now }))
  const later = () => {
    now += minute
    given.setTime(now)
  }
  later()
  const title = inventTitle(chance, given.number, given.process)
  createPlan(doc, {
    title,
    aim: inventAim(chance),
    conditions: {
      'conditions.oxygenSink': chance.oneOf(['thiophosphate', 'o2-gas']),
      'conditions.upperCutoffV': chance.oneOf([4.3, 4.5, 4.6]),
      'conditions.cRate': 0.5,
      'conditions.temperatureC': 25,
    },
  })
  later()
  const ids = addRecipes(
    doc,
    Array.from({ length: given.recipeCount }, (_, place) => inventRecipe(chance, given.number, place, given.process)),
  )
  for (const id of ids) {
    if (!chance.is(0.3)) continue
    later()
    memberId = chance.oneOf(given.writers)
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(inventRemark(chance))])
    notesOf(doc, id)?.insert(0, [paragraph])
  }
  for (let edit = 0; edit < 6; edit += 1) {
    later()
    memberId = chance.oneOf(given.writers)
    setParameter(doc, chance.oneOf(ids), 'batchMassG', chance.oneOf([2, 5, 10, 20]))
  }
  return { doc, log, title }
}
