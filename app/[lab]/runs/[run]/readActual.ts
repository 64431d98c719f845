import type { Parameter } from '@/science/recipe/parameter'
import { parseInput } from '@/science/recipe/parseInput'

export type ActualReading = { ok: true; value: string | number } | { ok: false; problem: string }

/**
 * What was typed at the bench, as a value. Units and decimal commas are understood as in the grid; a value outside
 * the catalogue's limits is still taken, because the record says what happened and not what should have.
 */
export function readActual(
  parameter: Parameter | null,
  planned: unknown,
  text: string,
  unit: string | null = parameter?.unit ?? null,
): ActualReading {
  const typed = text.trim()
  if (parameter) {
    const parsed = parseInput(parameter, typed)
    if (parsed.ok && (typeof parsed.value === 'number' || typeof parsed.value === 'string'))
      return { ok: true, value: parsed.value }
    if (parsed.ok && parsed.value !== null) return { ok: true, value: typed }
  }
  const plain = plainNumber(typed)
  if (plain !== null) return { ok: true, value: plain }
  if (typeof planned === 'number')
    return {
      ok: false,
      problem: `Expected a number${unit ? ` in ${unit}` : ''}, found “${typed}”.`,
    }
  return { ok: true, value: typed }
}

function plainNumber(typed: string): number | null {
  const text = typed.replace(',', '.').replace('−', '-')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}
