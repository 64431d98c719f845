import type { ComparedFigure } from '@/server/views'

/** The figures of merit that comparison has columns for, in the order in which they are read. */
export const merits = [
  { key: 'retentionAtN', head: 'Retention at N', unit: '%' },
  { key: 'retention', head: 'Retention, last', unit: '%' },
  { key: 'dischargeCapacity', head: 'Discharge', unit: 'mAh g⁻¹' },
  { key: 'referenceCapacity', head: 'Reference', unit: 'mAh g⁻¹' },
  { key: 'finalCapacity', head: 'Last cycle', unit: 'mAh g⁻¹' },
  { key: 'firstEfficiency', head: 'First CE', unit: '%' },
  { key: 'meanEfficiency', head: 'Mean CE', unit: '%' },
  { key: 'energyEfficiency', head: 'Energy eff.', unit: '%' },
  { key: 'voltageFade', head: 'Voltage fade', unit: 'mV' },
  { key: 'deltaV', head: 'ΔV', unit: 'V' },
  { key: 'cyclesTo80', head: 'To 80 %', unit: 'cycles' },
  { key: 'Rs', head: 'R_s', unit: 'Ω' },
  { key: 'Rf', head: 'R_f', unit: 'Ω' },
  { key: 'Rct', head: 'R_ct', unit: 'Ω' },
  { key: 'dwell', head: 'Dwell', unit: 's' },
] as const

export type MeritKey = (typeof merits)[number]['key']

export const meritLabels: Record<MeritKey, string> = {
  retentionAtN: 'Capacity retention at cycle N',
  retention: 'Capacity retention at the last cycle',
  dischargeCapacity: 'Initial discharge capacity',
  referenceCapacity: 'Discharge capacity at the reference cycle',
  finalCapacity: 'Discharge capacity at the last cycle',
  firstEfficiency: 'First coulombic efficiency',
  meanEfficiency: 'Mean coulombic efficiency',
  energyEfficiency: 'Energy efficiency',
  voltageFade: 'Drop of the mean discharge voltage',
  deltaV: 'ΔV between charge and discharge',
  cyclesTo80: 'Cycles to 80 %',
  Rs: 'R_s',
  Rf: 'R_f',
  Rct: 'R_ct',
  dwell: 'Time at high voltage per cycle',
}

/** What people write in a filter. */
export const meritAliases: Readonly<Partial<Record<MeritKey, readonly string[]>>> = {
  retentionAtN: ['retention'],
  retention: ['retention'],
  dischargeCapacity: ['capacity', 'discharge capacity'],
  firstEfficiency: ['ce', 'ice'],
  voltageFade: ['fade'],
  cyclesTo80: ['cycle life'],
}

/** A test's first discharge and a paper's "discharge capacity" are the same column; so are the several names of others. */
const names: Readonly<Record<string, MeritKey>> = {
  retentionAtN: 'retentionAtN',
  retention: 'retention',
  dischargeCapacity: 'dischargeCapacity',
  initialDischargeCapacity: 'dischargeCapacity',
  referenceDischargeCapacity: 'referenceCapacity',
  finalCapacity: 'finalCapacity',
  finalDischargeCapacity: 'finalCapacity',
  initialCoulombicEfficiency: 'firstEfficiency',
  meanCoulombicEfficiency: 'meanEfficiency',
  energyEfficiency: 'energyEfficiency',
  voltageFade: 'voltageFade',
  averageDischargeVoltageDrop: 'voltageFade',
  deltaV: 'deltaV',
  cyclesTo80: 'cyclesTo80',
  Rs: 'Rs',
  Rf: 'Rf',
  Rct: 'Rct',
  dwell: 'dwell',
}

export function meritOf(figure: string): MeritKey | null {
  return names[figure] ?? null
}

/** A figure in the unit of its column: papers print a voltage drop in V, and the column is in mV. */
export function inMeritUnit<Figure extends Pick<ComparedFigure, 'value' | 'unit' | 'alsoReported'>>(
  merit: MeritKey,
  figure: Figure,
): Figure {
  const unit = merits.find(({ key }) => key === merit)?.unit
  if (unit !== 'mV' || figure.unit !== 'V') return figure
  const inMV = (volt: number) => Number((1000 * volt).toPrecision(12))
  return { ...figure, unit, value: inMV(figure.value), alsoReported: figure.alsoReported.map(inMV) }
}

/** `Capacity retention at cycle 100 (%)`: as an axis or a column of a file has it. */
export function meritLabel(key: MeritKey, n: number): string {
  return meritLabels[key].replace(/\bN$/, String(n))
}
