import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { newId } from '@/collab/plan/newId'
import { commit } from '@/db/commit'
import { insertCell } from '@/db/queries/samples'
import { insertCycles, insertFile, insertResults, insertTest } from '@/db/queries/tests'
import type { MemberId, PlanId, SampleId } from '@/science/ids'
import { activityEntry } from '../services/activity'
import { type Building, day } from './building'
import type { LargeLab } from './buildLargeLab'
import type { Chance } from './chance'
import { round } from './invent'

export function planCell(
  building: Building,
  cell: {
    id: SampleId
    code: string
    name: string
    by: MemberId
    planId: PlanId
    at: number
    isTested: boolean
    until: number
  },
): void {
  const { chance, database, lab, events, given } = building
  const cellId = newId('cell')
  const { by, planId, name } = cell
  events.push({
    at: cell.at,
    async happens() {
      const when = new Date(cell.at)
      await commit(database, [
        insertCell(lab, {
          id: cellId,
          sampleId: cell.id,
          name,
          kind: chance.is(0.8) ? 'cathode-half' : 'full',
          format: chance.oneOf(['CR2032', 'CR2032', 'pouch', 'solid-state']),
          activeMassMg: round(chance.between(5, 16), 2),
          areaCm2: 1.13,
          electrolyte: chance.oneOf(['LP57', 'LP30', 'Li6PS5Cl']),
          counterElectrode: chance.oneOf(['Li', 'Li-In', 'graphite']),
          builtBy: by,
          builtAt: when,
        }),
        activityEntry(lab, {
          by,
          at: when,
          verb: 'cell.built',
          details: { cell: name, code: cell.code },
          subjectId: cellId,
          planId,
        }),
      ])
    },
  })
  if (!cell.isTested) return
  const testedAt = Math.min(cell.at + 9 * day, cell.until)
  events.push({
    at: Math.max(testedAt, cell.at + 1),
    async happens() {
      const when = new Date(testedAt)
      const testId = newId('test')
      const cycles = inventCycles(chance)
      const file = keepFile(
        given,
        `cycle,discharge_mAh\n${cycles.map(({ cycle, mAh }) => `${cycle},${mAh}`).join('\n')}\n# ${name}\n`,
      )
      const fileId = newId('file')
      const fileName = `${name}.csv`
      const conditions = { lowerCutoffV: 3, upperCutoffV: chance.oneOf([4.3, 4.5, 4.6]), cRate: 0.5, temperatureC: 25 }
      const first = cycles[0]?.mAh ?? 0
      const last = cycles.at(-1)
      const result = (figure: string, value: number, unit: string, atCycle: number | null) => ({
        id: newId('result'),
        testId,
        figure,
        value: round(value, 2),
        unit,
        qualifier: null,
        atCycle,
        referenceCycle: figure === 'retention' ? 1 : null,
        alsoReported: null,
        conditions,
        how: null,
      })
      await commit(database, [
        insertFile(lab, { id: fileId, ...file, name: fileName, uploadedBy: by, uploadedAt: when }),
        insertTest(lab, {
          id: testId,
          cellId,
          origin: 'file',
          fileId,
          paperTestId: null,
          paperPlace: null,
          state: 'read',
          failure: null,
          format: 'csv',
          instrument: null,
          readerVersion: '1',
          rowCount: cycles.length,
          warnings: [],
          conditions,
          replaces: null,
          createdBy: by,
          createdAt: when,
        }),
        insertCycles(
          lab,
          cycles.map(({ cycle, mAh }) => ({
            testId,
            cycle,
            rows: 1,
            chargeCapacityMAh: round(mAh * 1.005, 4),
            dischargeCapacityMAh: mAh,
            coulombicEfficiencyPercent: 99.5,
            meanChargeV: 4.02,
            meanDischargeV: 3.94,
            chargeEnergyMWh: null,
            dischargeEnergyMWh: null,
            maxV: conditions.upperCutoffV,
            minV: 3,
            dwellS: null,
            energyEfficiencyPercent: null,
            chargeCurrentMA: null,
            dischargeCurrentMA: null,
            temperatureC: null,
            firstRow: cycle,
            lastRow: cycle,
          })),
        ),
        insertResults(lab, [
          result('dischargeCapacity', 100 * first, 'mAh/g', 1),
          result('initialCoulombicEfficiency', chance.between(86, 94), '%', 1),
          result('retention', (100 * (last?.mAh ?? 0)) / first, '%', last?.cycle ?? null),
        ]),
        activityEntry(lab, {
          by,
          at: when,
          verb: 'test.read',
          details: { cell: name, file: fileName, cycleCount: cycles.length },
          subjectId: testId,
          planId,
        }),
      ])
    },
  })
}

function inventCycles(chance: Chance): { cycle: number; mAh: number }[] {
  const start = chance.between(1.5, 1.9)
  const fade = chance.between(0.0002, 0.004)
  return Array.from({ length: 50 }, (_, place) => ({
    cycle: place + 1,
    mAh: round(start * (1 - fade * place) * (1 + chance.between(-0.002, 0.002)), 4),
  }))
}

/** Where an uploaded file would lie. */
function keepFile({ pathOf }: LargeLab, text: string): { sha256: string; sizeBytes: number } {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const path = pathOf(sha256)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  return { sha256, sizeBytes: bytes.length }
}
