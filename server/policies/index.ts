import type { Role } from '@/db/schema/members'

/**
 * Who may do what. One table of sentences; every procedure and every socket asks it, and pages get its answers with the
 * data, so that a button and a refusal cannot disagree.
 */

type Rule = (actor: { role: Role }, subject: Subject) => boolean

/** What the rules look at, already loaded. */
export interface Subject {
  /** The plan is archived: it is read, not changed. */
  isArchived?: boolean
  /** The run is closed: it is corrected by new entries, not continued. */
  isClosed?: boolean
}

const everyone: Rule = () => true
const roles =
  (...allowed: Role[]): Rule =>
  ({ role }) =>
    allowed.includes(role)
const workers = roles('pi', 'researcher', 'student')
const pi = roles('pi')
const unlessArchived =
  (rule: Rule): Rule =>
  (actor, subject) =>
    rule(actor, subject) && subject.isArchived !== true

const rules = {
  'lab.read': everyone,
  'lab.settings': pi,
  'member.read': everyone,
  'member.invite': pi,
  'member.change-role': pi,
  'member.remove': pi,

  'library.read': everyone,
  'library.write': roles('pi', 'researcher'),

  'plan.read': everyone,
  'plan.create': workers,
  'plan.write': unlessArchived(workers),
  'plan.comment': workers,
  'plan.require': unlessArchived(roles('pi', 'researcher')),
  'plan.ask-review': unlessArchived(workers),
  'plan.approve': unlessArchived(pi),

  'run.read': everyone,
  'run.start': unlessArchived(workers),
  'run.record': workers,
  'run.close': (actor, subject) => workers(actor, subject) && subject.isClosed !== true,

  'results.share': workers,

  'sample.write': workers,
  'cell.create': workers,
  'test.upload': workers,
  'test.judge': workers,
} satisfies Record<string, Rule>

export type Action = keyof typeof rules

export const actions = Object.keys(rules) as Action[]

/** May this member do this, to this thing? */
export function can(actor: { role: Role }, action: Action, subject: Subject = {}): boolean {
  return rules[action](actor, subject)
}

/** All that this member may do to this thing: what pages get. */
export function allowedActions(actor: { role: Role }, subject: Subject = {}): Action[] {
  return actions.filter((action) => can(actor, action, subject))
}
