import { listCellsWithoutTests, listRunsWithoutCells } from '@/db/queries/myWork'
import { listUnread } from '@/db/queries/notifications'
import { listRunPage } from '@/db/queries/runLists'
import { listEntriesOfRuns } from '@/db/queries/runs'
import { nextStep } from '@/science/run/record'
import { stepsOfProcess } from '@/science/run/steps'
import type { MyWorkView } from '../views'
import { listCellItems } from './cells'
import { type LabContext, scopeOf } from './context'
import { notificationView } from './notifications'
import { peopleOf } from './people'
import { groupBy } from './retention'
import { listWaiting } from './reviewPages'
import { runItems } from './runLists'
import { entryView } from './runs'

/** How much of each kind is listed; the rest is a number. */
const mostOfEach = 20

/** What waits for this person: reviews, runs that go on, cells to build, tests to fetch, what was said to her. */
export async function getMyWork(context: LabContext): Promise<MyWorkView> {
  const lab = scopeOf(context)
  const me = context.actor.memberId
  const [people, reviews, running, toBuild, toFetch, unread] = await Promise.all([
    peopleOf(lab),
    listWaiting(context),
    listRunPage(lab, { states: ['running'], person: me }, { from: null, limit: mostOfEach }),
    listRunsWithoutCells(lab, me, mostOfEach),
    listCellsWithoutTests(lab, me, mostOfEach),
    listUnread(lab, me, ['mention', 'reply'], mostOfEach),
  ])
  const runningIds = running.map(({ id }) => id)
  const [runs, entries, cellsToBuild, cells] = await Promise.all([
    runItems(lab, runningIds, people),
    listEntriesOfRuns(lab, runningIds),
    runItems(lab, toBuild.ids, people),
    listCellItems(lab, { cells: toFetch.ids }, people),
  ])
  const entriesOf = groupBy(entries, (entry) => entry.runId)
  return {
    reviews,
    runs: runs.map((run) => ({
      ...run,
      next:
        nextStep(
          // What a recipe need not have is on the run's own page.
          stepsOfProcess(run.process).filter((step) => !step.isOptional),
          (entriesOf.get(run.id) ?? []).map((entry) => entryView(entry, people)),
        )?.title ?? null,
    })),
    cellsToBuild: { runs: cellsToBuild, total: toBuild.total },
    testsToFetch: { cells, total: toFetch.total },
    mentions: unread.map((row) => notificationView(row, people)),
  }
}
