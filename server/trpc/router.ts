import { router } from './init'
import { activityRouter } from './routers/activity'
import { cellsRouter } from './routers/cells'
import { commentsRouter } from './routers/comments'
import { comparisonRouter } from './routers/comparison'
import { invitationsRouter } from './routers/invitations'
import { labsRouter } from './routers/labs'
import { libraryRouter } from './routers/library'
import { mappingsRouter } from './routers/mappings'
import { meRouter } from './routers/me'
import { membersRouter } from './routers/members'
import { notificationsRouter } from './routers/notifications'
import { plansRouter } from './routers/plans'
import { planViewsRouter } from './routers/planViews'
import { recipesRouter } from './routers/recipes'
import { reviewsRouter } from './routers/reviews'
import { runsRouter } from './routers/runs'
import { samplesRouter } from './routers/samples'
import { searchRouter } from './routers/search'
import { setupRouter } from './routers/setup'
import { testsRouter } from './routers/tests'
import { workRouter } from './routers/work'

export const appRouter = router({
  setup: setupRouter,
  me: meRouter,
  labs: labsRouter,
  members: membersRouter,
  invitations: invitationsRouter,
  plans: plansRouter,
  planViews: planViewsRouter,
  recipes: recipesRouter,
  comments: commentsRouter,
  notifications: notificationsRouter,
  reviews: reviewsRouter,
  runs: runsRouter,
  samples: samplesRouter,
  cells: cellsRouter,
  tests: testsRouter,
  mappings: mappingsRouter,
  comparison: comparisonRouter,
  library: libraryRouter,
  activity: activityRouter,
  search: searchRouter,
  work: workRouter,
})

export type AppRouter = typeof appRouter
