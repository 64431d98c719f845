import { describe, expect, it } from 'vitest'
import type { ComparedSeries } from '@/server/views'
import { curveGroups, curveUnit, drawnGroup, groupNames } from './curves'
import { buildRevision, buildTest, figure } from './testing'

const thin = buildRevision('thin')
const thick = buildRevision('thick')

function series(
  revision: typeof thin,
  dischargeMAh: readonly (number | null)[],
  given: Partial<ComparedSeries> = {},
): ComparedSeries {
  const length = dischargeMAh.length
  return {
    ...buildTest(revision, [
      figure('referenceDischargeCapacity', 0, { atCycle: 1 }),
      figure('finalCapacity', 0, { atCycle: length }),
    ]),
    activeMassMg: 10,
    cycles: {
      cycle: dischargeMAh.map((_, at) => at + 1),
      dischargeMAh,
      efficiencyPercent: dischargeMAh.map(() => 99.5),
    },
    ...given,
  }
}

describe('curves of replicates', () => {
  it('are a mean with its spread at each cycle, over the cells that came so far', () => {
    const groups = curveGroups([series(thin, [1.6, 1.5, 1.4]), series(thin, [1.8, 1.7])], [thin])
    expect(groups).toHaveLength(1)
    const [group] = groups
    const drawn = group && drawnGroup(group, 'thin', 'capacity', curveUnit(groups), null)
    expect(drawn?.cells).toHaveLength(2)
    expect(drawn?.mean.map(({ cycle, value }) => [cycle, value.n, value.mean, value.sd])).toEqual([
      [1, 2, 170, expect.closeTo(14.142, 3)],
      [2, 2, 160, expect.closeTo(14.142, 3)],
      [3, 1, 140, null],
    ])
  })

  it('are normalised each to its own reference cycle', () => {
    const groups = curveGroups([series(thin, [2, 1.8]), series(thin, [1, 0.8])], [thin])
    const drawn = groups[0] && drawnGroup(groups[0], 'thin', 'retention', 'mAh/g', null)
    expect(drawn?.mean.map(({ value }) => value.mean)).toEqual([100, 85])
  })

  it('leave out a cycle that is still running, and count a cell that was tested twice once', () => {
    const running = series(thin, [2, 1.9, 0.2])
    const known = { ...running, figures: [figure('finalCapacity', 0, { atCycle: 2 })] }
    const again = series(thin, [2.2], { cellId: known.cellId })
    const [group] = curveGroups([known, again], [thin])
    const drawn = group && drawnGroup(group, 'thin', 'capacity', 'mAh', null)
    expect(drawn?.mean.map(({ cycle, value }) => [cycle, value.n, value.mean])).toEqual([
      [1, 1, 2],
      [2, 1, 1.9],
    ])
  })

  it('are named by what tells them apart, and in mAh when a mass is not known', () => {
    const groups = curveGroups(
      [
        series(thin, [2]),
        series(thin, [2], { conditions: { lowerCutoffV: 3, upperCutoffV: 4.6, cRate: 1 } }),
        series(thick, [2], { activeMassMg: null }),
        series(thick, []),
      ],
      [thin, thick],
    )
    expect(groupNames(groups)).toEqual(['thin, 3.0–4.5 V', 'thin, 3.0–4.6 V', 'thick'])
    expect(curveUnit(groups)).toBe('mAh')
    expect(curveUnit(groups.slice(0, 2))).toBe('mAh/g')
  })
})
