import type { StatedOneC } from '../reading'

/**
 * What a text file's head takes for 1C, as the instrument's program uses it for steps that are set by rate.
 *
 * EC-Lab and BT-Lab: `Battery capacity : 120.000 µA.h`, at `Set I/C` C × N and C / N (measured on files set both ways). Novonix:
 * `Capacity (Ah): 5`, at currents in `C/xx`. PEC: the parameter `C-Rate (mAh)`. Maccor: `C Rate`, in A. The battery data hub's Landt
 * files: `Nominal capacity used to define the C rate`.
 */
export function statedOneC(head: string): StatedOneC | null {
  for (const { pattern, place, perUnit } of statements) {
    // What was changed while the test ran stands further down.
    const match = [...head.matchAll(pattern)].at(-1)?.groups
    const capacityMAh = numberOf(match?.value) * perUnit(match?.unit ?? '')
    if (capacityMAh > 0 && Number.isFinite(capacityMAh)) return { capacityMAh, place }
  }
  return parameterOfPec(head)
}

const statements: readonly { pattern: RegExp; place: string; perUnit(unit: string): number }[] = [
  {
    pattern: /^Battery capacity\s*:\s*(?<value>[\d.,]+)\s*(?<unit>\S*?)A\.h/gm,
    place: 'battery capacity in its settings',
    // µ, however it was encoded
    perUnit: (unit) => (unit === '' ? 1000 : unit === 'm' ? 1 : 1e-3),
  },
  {
    pattern: /^"?Capacity \(Ah\):\s*(?<value>[\d.,]+)/gm,
    place: 'capacity in its summary',
    perUnit: () => 1000,
  },
  {
    pattern: /^Nominal capacity used to define the C rate:\s*(?<value>[\d.,]*\d)\s*(?<unit>m?)Ah/gm,
    place: 'nominal capacity in its head',
    perUnit: (unit) => (unit === 'm' ? 1 : 1000),
  },
  { pattern: /^C Rate\t(?<value>[\d.,]+)\s*$/gm, place: 'C rate in its head', perUnit: () => 1000 },
]

function parameterOfPec(head: string): StatedOneC | null {
  const names = /^"?Parameter names:"?,(.*)$/m.exec(head)?.[1]?.split(',') ?? []
  const values = /^"?Parameter values:"?,(.*)$/m.exec(head)?.[1]?.split(',') ?? []
  const at = names.findIndex((name) => /^"?C-?Rate \(mAh\)/i.test(name))
  const capacityMAh = numberOf(values[at])
  return capacityMAh > 0 ? { capacityMAh, place: 'C-rate among its parameters' } : null
}

function numberOf(text: string | undefined): number {
  return Number((text ?? '').trim().replace(/^"|"$/g, '').replace(',', '.') || Number.NaN)
}
