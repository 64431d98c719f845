import type { Role } from '@/server/views'

export const roleWords: Record<Role, string> = {
  pi: 'PI',
  researcher: 'Researcher',
  student: 'Student',
  viewer: 'Viewer',
}

/** What a role may do, for whoever gives it; `server/policies` decides. */
export const roleMeanings: Record<Role, string> = {
  pi: 'may do everything; approves plans and invites people',
  researcher: 'plans, starts runs and records; asks for reviews',
  student: 'plans and records; starts runs of approved recipes',
  viewer: 'sees everything and changes nothing',
}

export const roles = Object.keys(roleWords) as Role[]

export function isRole(value: string): value is Role {
  return value in roleWords
}

export const themeChoices = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const
