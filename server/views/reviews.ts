import type { MemberId, PlanId, RecipeId, ReviewId, RevisionId } from '@/science/ids'
import type { Prediction } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Process } from '@/science/recipe/process'
import type { PersonView } from './pages'

/** What came of a review, or of one recipe in it. */
export type ReviewState = 'open' | 'approved' | 'changes-requested' | 'withdrawn'
/** Whether one of the reviewers is enough, or all must approve the same content. */
export type ReviewMode = 'any' | 'all'

export interface ReviewView {
  id: ReviewId
  planId: PlanId
  state: ReviewState
  requestedBy: PersonView
  requestedAt: Date
  decidedBy: PersonView | null
  decidedAt: Date | null
  reason: string
  mode: ReviewMode
  /** Of whoever asked. */
  note: string
  /** Those who were asked. */
  reviewers: PersonView[]
  recipes: { recipeId: RecipeId; name: string; state: ReviewState }[]
  revisions: { id: RevisionId; recipeId: RecipeId; number: number; name: string; contentHash: string }[]
}

/** A review as the inbox lists it. */
export interface ReviewListItem extends Omit<ReviewView, 'revisions'> {
  planTitle: string
  /** How many of its recipes are not as they were when the review was asked for. */
  editedCount: number
  /** Those who have approved all that is open as it stands. */
  approvedBy: PersonView[]
}

export interface InboxView {
  waiting: ReviewListItem[]
  asked: ReviewListItem[]
  answered: ReviewListItem[]
}

export interface ReviewAnswerView {
  by: PersonView
  at: Date
  answer: 'approved' | 'changes-requested'
  reason: string
  /** False when the recipe was edited since: the answer is of another content. */
  isOfThis: boolean
}

/** One recipe under review: as it stands, against what was approved last. */
export interface ReviewedRecipeView {
  recipeId: RecipeId
  state: ReviewState
  /** Null when it is in the bin, or gone. */
  now: {
    name: string
    process: Process
    /** With the plan's conditions merged in. */
    values: Readonly<Record<string, ParameterValue>>
    contentHash: string
    prediction: Prediction
  } | null
  name: string
  /** What was approved last, if ever. */
  approved: { number: number; at: Date; prediction: Prediction } | null
  /** From what was approved last to now, in words; of a recipe that never was, all that it says. */
  differences: { key: string; sentence: string }[]
  /** From what stood when the review was asked for: it was edited since. */
  isEditedSince: boolean
  /** Labels of the fields that the plan requires and this recipe lacks. */
  lacks: string[]
  answers: ReviewAnswerView[]
}

export interface ReviewDetailView extends ReviewListItem {
  isArchived: boolean
  version: number
  details: ReviewedRecipeView[]
  /** Whether this person may answer it now, and a sentence where not. */
  mayAnswer: boolean
  mayWithdraw: boolean
}

/** What reviews have said of one recipe. */
export interface RecipeReviewView {
  approved: {
    revisionId: RevisionId
    number: number
    name: string
    process: Process
    values: Readonly<Record<string, ParameterValue>>
    contentHash: string
    by: PersonView | null
    at: Date
  } | null
  last: {
    reviewId: ReviewId
    state: ReviewState
    requestedBy: PersonView
    reviewers: PersonView[]
    answers: ReviewAnswerView[]
  } | null
}

/** Somebody who may be asked for a review. */
export interface ReviewerView extends PersonView {
  memberId: MemberId
}
