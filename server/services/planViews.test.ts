import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlanId, PlanViewId } from '@/science/ids'
import type { PlanViewSettings, ResultsViewSettings } from '../views'
import { archivePlan, createPlan } from './plans'
import { listResultsViews, listSavedViews, removeView, saveView } from './planViews'
import { type LabHarness, startLab } from './testing/labHarness'

let lab: LabHarness
let plan: PlanId
beforeEach(async () => {
  lab = await startLab()
  plan = (await createPlan(lab.researcher, { title: 'Borates' })).id
})
afterEach(() => lab[Symbol.asyncDispose]())

const settings = (filter: string): PlanViewSettings => ({
  shown: { coating: false },
  order: [],
  widths: {},
  sort: [{ key: 'sinterHours', direction: 'descending' }],
  filter,
  computed: [],
})
const resultsSettings: ResultsViewSettings = {
  part: 'pivot',
  filter: '',
  window: '',
  rate: '',
  cellType: '',
  origin: '',
  n: 50,
  columns: ['parameter.sinterTemperatureC'],
  sort: { key: 'retention', direction: 'descending' },
  pivot: { rows: 'process', columns: 'window', merit: 'retention' },
  scatter: { x: 'n', y: 'retention', colour: 'process', xLog: false, yLog: false, hasFit: true },
  prediction: { figure: 'timeToRocksalt', merit: 'retention' },
}

const save = (context: LabHarness['pi'], name: string, isShared: boolean, over?: { id: PlanViewId; version: number }) =>
  saveView(context, { plan, name, isShared, settings: settings(name), over })

describe('a saved view', () => {
  it('is for everyone, or for its author alone', async () => {
    await save(lab.researcher, 'hot', true)
    await save(lab.researcher, 'mine', false)
    await save(lab.viewer, 'what I read', false)
    const names = async (context: LabHarness['pi']) => (await listSavedViews(context, plan)).map((view) => view.name)
    expect(await names(lab.researcher)).toEqual(['hot', 'mine'])
    expect(await names(lab.student)).toEqual(['hot'])
    expect(await names(lab.viewer)).toEqual(['hot', 'what I read'])
    expect((await listSavedViews(lab.viewer, plan))[0]).toMatchObject({
      isOwn: false,
      isShared: true,
      savedBy: { name: 'Jon' },
      settings: settings('hot'),
    })
  })

  it('for everyone is not for those who may only read, nor in an archived plan', async () => {
    await expect(save(lab.viewer, 'hot', true)).rejects.toMatchObject({ code: 'not-allowed' })
    const { id } = await save(lab.researcher, 'hot', true)
    await expect(save(lab.viewer, 'hot', false, { id, version: 1 })).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(removeView(lab.viewer, { plan, view: id })).rejects.toMatchObject({ code: 'not-allowed' })
    await archivePlan(lab.pi, { plan })
    await expect(removeView(lab.student, { plan, view: id })).rejects.toMatchObject({ code: 'not-allowed' })
  })

  it('of another person looks like none', async () => {
    const { id } = await save(lab.researcher, 'mine', false)
    await expect(save(lab.pi, 'taken', false, { id, version: 1 })).rejects.toMatchObject({ code: 'not-found' })
    await expect(removeView(lab.pi, { plan, view: id })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is saved over only by whoever saw what stands there', async () => {
    const { id } = await save(lab.researcher, 'hot', true)
    await save(lab.student, 'hotter', true, { id, version: 1 })
    await expect(save(lab.researcher, 'hottest', true, { id, version: 1 })).rejects.toMatchObject({ code: 'conflict' })
    expect((await listSavedViews(lab.pi, plan)).map((view) => [view.name, view.version])).toEqual([['hotter', 2]])
    await removeView(lab.researcher, { plan, view: id })
    expect(await listSavedViews(lab.pi, plan)).toEqual([])
  })

  it('of the results stands beside those of plans, and is shared by those who work in the lab', async () => {
    const results = { ...resultsSettings, filter: 'sinter 450–550' }
    const own = { plan: null, name: 'hot ones', isShared: false, settings: results }
    await save(lab.researcher, 'of the plan', true)
    await saveView(lab.viewer, own)
    await expect(saveView(lab.viewer, { ...own, isShared: true })).rejects.toMatchObject({ code: 'not-allowed' })
    const { id } = await saveView(lab.student, { ...own, isShared: true })
    expect(await listResultsViews(lab.pi)).toMatchObject([{ name: 'hot ones', isShared: true, settings: results }])
    expect(await listResultsViews(lab.viewer)).toHaveLength(2)
    await expect(removeView(lab.viewer, { plan: null, view: id })).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(removeView(lab.pi, { plan, view: id })).rejects.toMatchObject({ code: 'not-found' })
    await removeView(lab.pi, { plan: null, view: id })
    expect(await listResultsViews(lab.pi)).toEqual([])
  })
})
