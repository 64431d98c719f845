import type { Role } from '@/db/schema/members'

/** The people of the example lab, one in every role. Addresses in a domain that can never exist. */
export const examplePeople = [
  { key: 'mina', name: 'Mina Sato', role: 'pi', hue: 0 },
  { key: 'jon', name: 'Jon Berg', role: 'researcher', hue: 2 },
  { key: 'sora', name: 'Sora Lind', role: 'student', hue: 4 },
  { key: 'vic', name: 'Vic Moreau', role: 'viewer', hue: 6 },
] as const satisfies readonly { key: string; name: string; role: Role; hue: number }[]

export type ExamplePerson = (typeof examplePeople)[number]['key']
