/**
 * Ids carry their kind, in the value and in the type, so that two of them cannot be swapped.
 * What follows the prefix is random (see `collab/plan/newId.ts`); nothing is encoded in it.
 */
export const idPrefixes = {
  lab: 'lab',
  member: 'mem',
  invitation: 'inv',
  plan: 'pln',
  planView: 'vew',
  recipe: 'rec',
  revision: 'rev',
  review: 'rvw',
  run: 'run',
  runEntry: 'ent',
  sample: 'smp',
  sampleEvent: 'sev',
  characterisation: 'chr',
  cell: 'cel',
  test: 'tst',
  result: 'res',
  file: 'fil',
  activity: 'act',
  thread: 'thr',
  comment: 'cmt',
  notification: 'ntf',
  mail: 'mai',
} as const

export type IdKind = keyof typeof idPrefixes
export type Id<Kind extends IdKind> = `${(typeof idPrefixes)[Kind]}_${string}`

export type LabId = Id<'lab'>
export type MemberId = Id<'member'>
export type InvitationId = Id<'invitation'>
export type PlanId = Id<'plan'>
export type PlanViewId = Id<'planView'>
export type RecipeId = Id<'recipe'>
export type RevisionId = Id<'revision'>
export type ReviewId = Id<'review'>
export type RunId = Id<'run'>
export type RunEntryId = Id<'runEntry'>
export type SampleId = Id<'sample'>
export type SampleEventId = Id<'sampleEvent'>
export type CharacterisationId = Id<'characterisation'>
export type CellId = Id<'cell'>
export type TestId = Id<'test'>
export type ResultId = Id<'result'>
export type FileId = Id<'file'>
export type ActivityId = Id<'activity'>
export type ThreadId = Id<'thread'>
export type CommentId = Id<'comment'>
export type NotificationId = Id<'notification'>
export type MailId = Id<'mail'>

/** True when `value` has the form of an id of this kind: its prefix, then 8 to 32 letters, digits, `-` or `_`. */
export function isId<Kind extends IdKind>(kind: Kind, value: unknown): value is Id<Kind> {
  return (
    typeof value === 'string' && value.startsWith(`${idPrefixes[kind]}_`) && /^[a-z]+_[A-Za-z0-9_-]{8,32}$/.test(value)
  )
}
