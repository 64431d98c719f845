/**
 * What leaves the server, as pages see it. Types only: services return them, components take them.
 * Dates are Date (superjson carries them). A field that is not known is null, never left out.
 */
export type { Role } from '@/db/schema/members'
export type { PlanViewSettings, ResultsViewSettings } from '@/db/schema/planViews'
export type { CellConditions } from '@/db/schema/samples'
export type { TestConditions, TestSettings } from '@/db/schema/tests'
export type { SampleKind, SampleState } from '@/science/samples/kinds'
/** A table as a person would point at it, and what comes of it by a mapping. */
export type { TableLook as TableLookView } from '../jobs/readerTasks'
export type * from './cells'
export type * from './comparison'
export type * from './files'
export type * from './lab'
export type * from './library'
export type * from './lists'
export type * from './pages'
export type * from './plans'
export type * from './reviews'
export type * from './runs'
export type * from './samples'
