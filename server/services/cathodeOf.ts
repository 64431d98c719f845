import type { Library } from '@/science/library/library'
import type { ParameterValue } from '@/science/recipe/parameter'

/** What the electrochemistry of a test needs to know of the recipe's cathode powder. */
export interface CathodeOfTest {
  /** V at or above which oxygen is driven out; null when nobody said */
  dwellVoltageV: number | null
  /** with the mass it makes a C-rate of a current */
  capacityMAhPerG: number | null
}

/** What the recipe says of its cathode powder: own values first, then the library's. */
export function cathodeOf(values: Readonly<Record<string, ParameterValue>>, library: Library): CathodeOfTest {
  const cathode = typeof values.cathode === 'string' ? library.cathodeById.get(values.cathode) : undefined
  const number = (...candidates: unknown[]) =>
    candidates.find((value): value is number => typeof value === 'number' && Number.isFinite(value)) ?? null
  return {
    dwellVoltageV: number(values['conditions.dwellVoltageV'], cathode?.dwellVoltageV),
    capacityMAhPerG: number(values.capacityMAhPerG, cathode?.capacityMAhPerG),
  }
}
