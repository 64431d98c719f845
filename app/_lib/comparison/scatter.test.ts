import { describe, expect, it } from 'vitest'
import { publishedLibrary } from '@/science/library/library'
import { parameters } from '@/science/recipe/parameters'
import { comparedColumns } from './columns'
import { toLines } from './lines'
import { parityOf } from './parity'
import { formatCorrelation, readScatter } from './scatter'
import { buildRevision, buildTest, figure } from './testing'

const base = {
  cathode: 'NMC532',
  coating: 'Li3B11O18',
  thicknessBasis: 'measured',
  'conditions.oxygenSink': 'thiophosphate',
  'conditions.upperCutoffV': 4.3,
  'conditions.cRate': 0.5,
}
/** Thicker coatings let oxygen through more slowly, so that the predicted time to rocksalt rises with the thickness. */
const thicknesses = [5, 10, 20, 40, 80]
const kept = [60, 70, 90, 80, 95]
const revisions = thicknesses.map((thicknessNm, at) =>
  buildRevision(`${thicknessNm} nm`, { values: { ...base, thicknessNm }, timeToRocksalt: { value: 60 * (at + 1) } }),
)
const tests = revisions.map((revision, at) =>
  buildTest(revision, [figure('retention', kept[at] ?? 0), ...(at === 0 ? [figure('dwell', 600, { unit: 's' })] : [])]),
)
const lines = toLines({ n: 100, revisions, tests })

describe('prediction against record', () => {
  it('ranks by what the model says under the conditions of the test, and puts first what disagrees most', () => {
    const parity = parityOf(lines, { figure: 'timeToRocksalt', merit: 'retention', n: 100 }, publishedLibrary)
    expect(parity.points).toHaveLength(5)
    // One pair is the wrong way round: Σd² = 2 of n = 5.
    expect(parity.rank?.spearman).toMatchObject({ n: 5, value: expect.closeTo(0.9, 12) })
    expect(parity.rank?.kendall.value).toBeCloseTo(0.8, 12)
    expect(parity.rank?.spearman.interval?.high).toBeLessThan(1)
    expect(
      parity.disagreeing.slice(0, 2).map(({ thing, difference }) => [thing.line.revision.recipeName, difference]),
    ).toEqual([
      ['20 nm', 1],
      ['40 nm', -1],
    ])
  })

  it('takes the dwell time that the cells recorded, and says which was assumed', () => {
    const { points } = parityOf(
      lines,
      { figure: 'surfaceOxygenRetention', merit: 'retention', n: 100 },
      publishedLibrary,
    )
    expect(points.find(({ line }) => line === lines[0])?.dwell).toEqual({ seconds: 600, isMeasured: true })
    // The test ran at 1 C, whatever the plan said: a quarter of two hours.
    expect(points.find(({ line }) => line === lines[1])?.dwell).toEqual({ seconds: 1800, isMeasured: false })
  })

  it('leaves bounds out of the ranks, and says why a recipe has no prediction', () => {
    const bound = buildRevision('glass', { values: { ...base, cathode: 'LCO', coating: 'LZPO', thicknessNm: 5 } })
    const more = toLines({ n: 100, revisions: [bound], tests: [buildTest(bound, [figure('retention', 75)])] })
    const parity = parityOf(
      [...lines, ...more],
      { figure: 'timeToRocksalt', merit: 'retention', n: 100 },
      publishedLibrary,
    )
    expect(parity.rank?.spearman.n).toBe(5)
    expect(parity.points.length - parity.counted.length + [...parity.unpredicted.values()].flat().length).toBe(1)
  })

  it('says nothing of two recipes', () => {
    const parity = parityOf(
      lines.slice(0, 2),
      { figure: 'timeToRocksalt', merit: 'retention', n: 100 },
      publishedLibrary,
    )
    expect(parity).toMatchObject({ rank: null, disagreeing: [] })
  })
})

describe('a scatter of anything against anything', () => {
  const columns = comparedColumns(lines, parameters, 100)
  const axes = (xKey: string, yKey: string, colourKey: string) => {
    const find = (key: string) => {
      const found = columns.find((one) => one.key === key)
      if (!found) throw new Error(`There is no column ${key}.`)
      return found
    }
    return { x: find(xKey), y: find(yKey), colour: find(colourKey), xLog: false, yLog: false }
  }

  it('has the line through the group’s own points, with r and ρ over the same', () => {
    const paper = buildTest(revisions[0] ?? buildRevision('x'), [figure('retention', 10)], { origin: 'paper' })
    const all = toLines({ n: 100, revisions, tests: [...tests, paper] })
    const read = readScatter('okada-lab', all, axes('parameter.thicknessNm', 'retention', 'process'))
    expect(read.points).toHaveLength(6)
    expect(read.fit?.n).toBe(5)
    expect(read.r?.value).toBeCloseTo(0.7758, 3)
    expect(read.rho?.value).toBeCloseTo(0.9, 12)
    expect(read.points[0]).toMatchObject({ x: 5, y: 60, href: `/okada-lab/cells/${tests[0]?.cellId}` })
    expect(read.points[0]?.detail).toContain(tests[0]?.cellName)
  })

  it('says a time to rocksalt in minutes, and colours along a quantity', () => {
    const read = readScatter('okada-lab', lines, axes('predicted.timeToRocksalt', 'retention', 'parameter.thicknessNm'))
    expect(read.points.map(({ x }) => x)).toEqual([1, 2, 3, 4, 5])
    expect(read.scale).toMatchObject({ least: 5, most: 80 })
    expect(read.points[1]?.share).toBeCloseTo(5 / 75, 12)
  })

  it('leaves out of a logarithm what it cannot show', () => {
    const read = readScatter('okada-lab', lines, {
      ...axes('parameter.thicknessNm', 'retention', 'process'),
      xLog: true,
    })
    expect(read.leftOut).toEqual({ bounds: 0, notPositive: 0 })
    expect(read.fit?.at(1).y).not.toBeCloseTo(
      readScatter('okada-lab', lines, axes('parameter.thicknessNm', 'retention', 'process')).fit?.at(1).y ?? 0,
      3,
    )
  })
})

it('prints a coefficient with its interval', () => {
  expect(formatCorrelation({ n: 9, value: -0.8432, interval: { low: -0.96, high: -0.4 } })).toBe(
    '−0.84 (−0.96 to −0.40)',
  )
  expect(formatCorrelation({ n: 3, value: 1, interval: null })).toBe('1.00')
  expect(formatCorrelation(null)).toBe('not defined')
})
