import type { Role } from '@/server/views'

export const roleWords: Record<Role, string> = {
  pi: 'PI',
  researcher: 'Researcher',
  student: 'Student',
  viewer: 'Viewer',
}

/** What a role may do, for whoever gives it. */
export const roleMeanings: Record<Role, string> = {
  pi: 'everything: approves plans, invites people',
  researcher: 'plans, runs, records; asks for reviews',
  student: 'plans and records; starts approved runs',
  viewer: 'sees everything, changes nothing',
}

export const themeChoices = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const
