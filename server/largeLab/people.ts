import type { Role } from '@/db/schema/members'

const names: Record<Role, readonly string[]> = {
  pi: ['Mina Okada', 'Anders Holm', 'Ines Duarte'],
  researcher: [
    'Jon Berg',
    'Li Wei',
    'Priya Nair',
    'Tomas Novak',
    'Sara Lindqvist',
    'Kenji Mori',
    'Amara Obi',
    'Paul Meyer',
  ],
  student: [
    'Sora Lind',
    'Emre Kaya',
    'Julia Rossi',
    'Noah Fischer',
    'Hana Sato',
    'Leo Martin',
    'Zoe Papadaki',
    'Ravi Menon',
    'Clara Vogt',
    'Yuki Tanaka',
    'Oskar Lund',
  ],
  viewer: ['Vic Moreau', 'Greta Blum'],
}

/** The people of the large lab; the first is the PI who can sign in. */
export const largePeople = (Object.keys(names) as Role[]).flatMap((role) =>
  names[role].map((name) => ({ name, role, email: `${name.toLowerCase().replace(' ', '.')}@large.invalid` })),
)
