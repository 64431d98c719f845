import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { readPlan } from './read'

// Documents as older versions left them, byte for byte. They stay for ever: a plan must still come out of each.
const folder = join(import.meta.dirname, 'fixtures')

function open(file: string): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, readFileSync(join(folder, file)))
  return doc
}

it.each(readdirSync(folder).filter((file) => file.endsWith('.bin')))(
  '%s still reads as a plan with recipes',
  (file) => {
    const { plan } = readPlan(open(file))
    expect(plan.title).not.toBe('')
    expect(plan.recipes.length).toBeGreaterThan(0)
  },
)

it('reads version 1: competing values, the bin, and what it does not know', () => {
  const { plan, problems } = readPlan(open('planVersion1.bin'))
  const at = Date.UTC(2026, 10, 20, 9)
  expect(plan).toEqual({
    title: 'Borate on NMC532',
    aim: 'Which window keeps oxygen in?',
    conditions: {},
    competing: {},
    schemaVersion: 1,
    recipes: [
      {
        id: 'rec_fixture-wet-1',
        name: 'LBO-450',
        process: 'wet',
        order: 'a0',
        values: { sinterTemperatureC: 550, sinterHours: 5, thicknessNm: 10 },
        competing: {
          sinterTemperatureC: [
            { value: 500, clientId: 11, at },
            { value: 550, clientId: 22, at: at + 3_600_000 },
          ],
        },
        binnedAt: null,
      },
      {
        id: 'rec_fixture-bare1',
        name: 'bare',
        process: 'none',
        order: 'a1',
        values: {},
        competing: {},
        binnedAt: null,
      },
      {
        id: 'rec_fixture-bin-1',
        name: 'given up',
        process: 'sol-gel',
        order: 'a2',
        values: {},
        competing: {},
        binnedAt: at + 3_600_000,
      },
    ],
  })
  expect(problems.map((one) => [one.recipeId, one.key, one.code, one.found])).toEqual([
    ['rec_fixture-wet-1', 'sinterHours', 'wrong-type', 'long'],
    ['rec_fixture-wet-1', 'laterInvention', 'unknown-parameter', 3],
  ])
})
