import { unitOf } from '../prediction/formatFigure'

/**
 * How figures of merit, and what papers characterise and sweep, are called on screen and in exported tables; an index follows its
 * symbol after a low line (`R_ct`). A figure not listed keeps its own name, in words.
 */
export const figureLabels: Readonly<Record<string, string>> = {
  dischargeCapacity: 'discharge capacity',
  initialDischargeCapacity: 'initial discharge capacity',
  chosenDischargeCapacity: 'discharge capacity at the chosen cycle',
  activatedCapacity: 'discharge capacity after activation',
  finalCapacity: 'capacity at the last cycle',
  finalDischargeCapacity: 'discharge capacity at the last cycle',
  referenceDischargeCapacity: 'discharge capacity at the reference cycle',
  arealDischargeCapacity: 'areal discharge capacity',
  dischargeEnergy: 'discharge energy',
  meanDischargeVoltage: 'mean discharge voltage',
  initialChargeCapacity: 'initial charge capacity',
  cyclesTo95: 'cycles to 95 %',
  cyclesTo90: 'cycles to 90 %',
  cyclesTo80: 'cycles to 80 %',
  cyclesTo50: 'cycles to 50 %',
  retention: 'capacity retention',
  initialCoulombicEfficiency: 'initial coulombic efficiency',
  coulombicEfficiency: 'coulombic efficiency',
  meanCoulombicEfficiency: 'mean coulombic efficiency',
  averageDischargeVoltageDrop: 'drop of the mean discharge voltage',
  voltageFade: 'drop of the mean discharge voltage',
  deltaV: 'ΔV between charge and discharge',
  Rs: 'R_s',
  energyEfficiency: 'energy efficiency',
  Rf: 'R_f',
  Rct: 'R_ct',
  Rci: 'R_ci',
  Rtotal: 'total resistance',
  dwell: 'time at high voltage per cycle',
  'gittPolarisation.initial': 'GITT polarisation at first',
  'gittPolarisation.endOfDischarge': 'GITT polarisation at the end of discharge',
  coKEdgeShift: 'shift of the Co K-edge',
  coatingThickness: 'coating thickness',
  coatingStructure: 'structure of the coating',
  compositionMolar: 'composition (molar)',
  oxygenRelease: 'release of oxygen',
  surfaceOxygenOxidation: 'oxidation of surface oxygen',
  surfacePhaseAfterCycling: 'surface phase after cycling',
  surfaceRocksaltThickness: 'rocksalt at the surface',
  boronDiffusionDepth: 'depth to which boron diffused',
  ceiThickness: 'CEI thickness',
  surfaceMnValence: 'Mn valence at the surface',
  surfaceCo2Fraction: 'Co²⁺ fraction at the surface',
  particleDiameter: 'particle diameter',
  boundaryPhase: 'phase at the boundary',
  aldCycles: 'ALD supercycles',
  'subCycles.LiOx': 'sub-cycles of LiOx',
  tio2WtPercent: 'TiO2 (wt%)',
  lboWtPercent: 'borate (wt%)',
}

export function figureLabel(figure: string): string {
  return (
    figureLabels[figure] ??
    figure
      .replace(/[._]/g, ' ')
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
  )
}

/** The order in which a test's figures are read: what judges a coating first. A figure not listed comes last. */
export function figureRank(figure: string): number {
  const rank = reading.indexOf(figure)
  return rank < 0 ? reading.length : rank
}

const reading = [
  'retention',
  'dischargeCapacity',
  'initialDischargeCapacity',
  'initialCoulombicEfficiency',
  'referenceDischargeCapacity',
  'chosenDischargeCapacity',
  'finalDischargeCapacity',
  'finalCapacity',
  'arealDischargeCapacity',
  'voltageFade',
  'cyclesTo80',
  'cyclesTo90',
  'cyclesTo95',
  'cyclesTo50',
  'deltaV',
  'meanCoulombicEfficiency',
  'energyEfficiency',
  'dischargeEnergy',
  'meanDischargeVoltage',
  'Rs',
  'Rf',
  'Rct',
  'dwell',
]

export interface StatedConditions {
  lowerCutoffV?: number | null
  upperCutoffV?: number | null
  cRate?: number | null
  temperatureC?: number | null
  currentChargeMaPerCm2?: number | null
  currentDischargeMaPerCm2?: number | null
  chargedToV?: number | null
  cell?: string
}

/** `2.8–4.6 V`, `up to 4.3 V`, or null when neither cutoff is known. */
export function formatWindow(conditions: StatedConditions): string | null {
  const { lowerCutoffV: lower, upperCutoffV: upper } = conditions
  if (isKnown(lower) && isKnown(upper)) return `${volt(lower)}–${volt(upper)} V`
  if (isKnown(upper)) return `up to ${volt(upper)} V`
  if (isKnown(lower)) return `down to ${volt(lower)} V`
  return null
}

/** `1 C`, `0.2 C`, `0.1 mA cm⁻²`, or null. */
export function formatRate(conditions: StatedConditions): string | null {
  if (isKnown(conditions.cRate)) return `${plain(conditions.cRate)} C`
  const { currentChargeMaPerCm2: charge, currentDischargeMaPerCm2: discharge } = conditions
  if (isKnown(charge) && isKnown(discharge) && charge !== discharge)
    return `${plain(charge)}/${plain(discharge)} mA cm⁻²`
  const current = charge ?? discharge
  return isKnown(current) ? `${plain(current)} mA cm⁻²` : null
}

/**
 * What a figure was taken under, each gap said: `2.8–4.6 V · 1 C · coin, liquid carbonate, Li`.
 * @param rate in words, where one number does not say it
 */
export function formatConditions(
  conditions: StatedConditions,
  rate = formatRate(conditions) ?? 'rate not known',
): string {
  const parts = [formatWindow(conditions) ?? 'window not known', rate]
  if (isKnown(conditions.chargedToV)) parts.push(`charged to ${volt(conditions.chargedToV)} V`)
  if (isKnown(conditions.temperatureC)) parts.push(`${plain(conditions.temperatureC)} °C`)
  if (conditions.cell) parts.push(conditions.cell)
  return parts.join(' · ')
}

/** A result as it is said: `cycle 200 against cycle 3`. */
export function formatCycles(result: { atCycle: number | null; referenceCycle: number | null }): string {
  const { atCycle, referenceCycle } = result
  if (atCycle === null) return referenceCycle === null ? '' : `against cycle ${referenceCycle}`
  return referenceCycle === null ? `cycle ${atCycle}` : `cycle ${atCycle} against cycle ${referenceCycle}`
}

/** Honest digits of a measured figure by its unit, with a real minus sign. */
export function formatResult(value: number, unit: string): string {
  const digits =
    unit === '%' ? 1 : unit.startsWith('mAh') ? (Math.abs(value) < 1 ? 4 : Math.abs(value) < 10 ? 3 : 1) : null
  const text = digits === null ? String(Number(value.toPrecision(4))) : value.toFixed(digits)
  return text.replace('-', '−')
}

/** A result with its unit as print has it; a time in the unit that a person would say: 1441 s is 24.02 min. */
export function sayResult(value: number, unit: string): { text: string; unit: string } {
  const said = unitOf(unit, value)
  return { text: formatResult(value / said.size, said.unit), unit: formatUnit(said.unit) }
}

/** A published figure with the digits that the data have: none are added. */
export function formatPublished(value: number): string {
  return String(value).replace('-', '−')
}

/** Units as print has them: `mAh/g` is mAh g⁻¹. */
export function formatUnit(unit: string): string {
  return (
    {
      'mAh/g': 'mAh g⁻¹',
      'mAh g-1': 'mAh g⁻¹',
      'mAh/cm2': 'mAh cm⁻²',
      'mWh/g': 'mWh g⁻¹',
      ohm: 'Ω',
      degC: '°C',
      um: 'µm',
    }[unit] ?? unit
  )
}

function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function volt(value: number): string {
  return Number.isInteger(Number((value * 10).toFixed(6))) ? value.toFixed(1) : String(Number(value.toFixed(3)))
}

function plain(value: number): string {
  return String(Number(value.toPrecision(3)))
}
