/** How a coating is made. The process decides which parameters a recipe has. */
export const processes = ['none', 'ald', 'wet', 'sol-gel', 'solid-state', 'ball-milling'] as const
export type Process = (typeof processes)[number]

export const processLabels: Record<Process, string> = {
  none: 'bare powder',
  ald: 'ALD',
  wet: 'wet',
  'sol-gel': 'sol-gel',
  'solid-state': 'solid-state',
  'ball-milling': 'ball-milling',
}

export function isProcess(value: unknown): value is Process {
  return typeof value === 'string' && (processes as readonly string[]).includes(value)
}
