import type { Role } from '@/db/schema/members'
import type { NotificationKind } from '@/db/schema/notifications'
import type { ActivityId, InvitationId, LabId, NotificationId, PlanId } from '@/science/ids'
import type { PersonView } from './pages'
import type { ReviewMode } from './reviews'

/** The session's person in one lab, with the acts that the policies allow: a button and a refusal cannot disagree. */
export interface MeView {
  userId: string
  name: string
  email: string
  labs: { id: LabId; slug: string; name: string; role: Role; isExample: boolean }[]
}

/** How far the installation is, and which ways of signing in it offers. Anybody may ask. */
export interface SetupView {
  /** False until the first lab exists. */
  isSetUp: boolean
  /** Whether the token asked about is the one that the server printed; null when none was given. */
  isTokenRight: boolean | null
  /** The university's sign-in, when one is configured. */
  openIdProvider: { id: string; name: string } | null
}

/** What a person holding an invitation link sees before she accepts. */
export interface InvitationLookView {
  labName: string
  labSlug: string
  role: Role
  /** When set, only this address may accept. */
  email: string | null
}

/** One place where this person is signed in. */
export interface SessionView {
  id: string
  isCurrent: boolean
  userAgent: string | null
  ipAddress: string | null
  createdAt: Date
  lastSeenAt: Date
}

export interface LabView {
  id: LabId
  slug: string
  name: string
  isExample: boolean
  me: PersonView & { role: Role }
  settings: LabSettingsView
  /** How this person confirms an act that binds; who signs in through a university has no password here. */
  confirmBy: 'password' | 'fresh-sign-in'
  /** e.g. `plan.create`, `member.invite` */
  allowed: string[]
}

/** How a lab wants its reviews. */
export interface LabSettingsView {
  /** Whether one of the reviewers is enough, or all must approve the same content. */
  reviewMode: ReviewMode
  /** Whose runs need an approved revision. */
  approvalRequiredFor: Exclude<Role, 'viewer'>[]
}

export interface MemberView extends PersonView {
  email: string
  role: Role
  createdAt: Date
}

export interface InvitationView {
  id: InvitationId
  role: Role
  email: string | null
  createdBy: PersonView
  createdAt: Date
  expiresAt: Date
}

/** `cells` with the samples before and the tests after them; `library` with parameters; `lab`: members and settings. */
export type ActivityKind = 'plans' | 'reviews' | 'comments' | 'runs' | 'cells' | 'library' | 'lab'

export interface ActivityView {
  id: ActivityId
  by: PersonView
  at: Date
  /** In words: `Mina approved the plan`. */
  sentence: string
  planId: PlanId | null
  /** The page of what it happened to, below the lab's; null when there is none. */
  place: string | null
}

/** The kinds that a member does not want to hear of. */
export interface NotificationChoicesView {
  /** In the app. */
  muted: readonly NotificationKind[]
  /** By e-mail. */
  unmailed: readonly NotificationKind[]
  /** False while the installation has no mail server. */
  sendsMail: boolean
}

export interface NotificationView {
  id: NotificationId
  kind: NotificationKind
  by: PersonView
  at: Date
  sentence: string
  /** The page to go to, below the lab's. */
  place: string
  isRead: boolean
}
