import { BookOpen, ChartScatter, ClipboardList, FlaskConical, type LucideIcon, TestTubeDiagonal } from 'lucide-react'

export interface Place {
  segment: string
  name: string
  icon: LucideIcon
}

/** Where one can go in a lab, in the order of the work. */
export const places: readonly Place[] = [
  { segment: 'plans', name: 'Plans', icon: ClipboardList },
  { segment: 'runs', name: 'Runs', icon: FlaskConical },
  { segment: 'samples', name: 'Samples', icon: TestTubeDiagonal },
  { segment: 'results', name: 'Results', icon: ChartScatter },
  { segment: 'library', name: 'Library', icon: BookOpen },
]

const belongsTo: Readonly<Record<string, string>> = {
  cells: 'samples',
  upload: 'samples',
  labels: 'samples',
  s: 'samples',
  compare: 'results',
}

/** Pages that belong to a place without lying below it: a cell is reached from its sample, a comparison from the results. */
export function placeOf(segments: readonly string[]): string | undefined {
  const [first] = segments
  return first === undefined ? undefined : (belongsTo[first] ?? first)
}
