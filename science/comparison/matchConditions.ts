/**
 * May a published result be drawn beside a measured one? Only where window, rate and cell type are the same;
 * otherwise it is listed apart with the difference named. What is not known counts as a difference: a figure whose
 * conditions have gaps is not comparable, and the page says which gap.
 */

/** What has to be known of either side. Absent and null both mean "not given". */
export interface ComparedConditions {
  lowerCutoffV?: number | null
  upperCutoffV?: number | null
  /** C-rate, 1/h */
  cRate?: number | null
  temperatureC?: number | null
  currentChargeMaPerCm2?: number | null
  currentDischargeMaPerCm2?: number | null
  cellType: CellType
}

export interface CellType {
  electrolyte: 'liquid' | 'solid' | null
  counter: 'lithium' | 'lithium-indium' | 'graphite' | 'silicon' | 'lithium titanate' | null
}

export type Comparability = { matches: true } | { matches: false; differences: string[] }

/** Cutoffs are set to 10 mV at best on common cyclers; 5 % covers a C-rate taken from an approximate mass. */
const voltageToleranceV = 0.0101
const rateTolerance = 0.05
const temperatureToleranceC = 5

export function matchConditions(measured: ComparedConditions, published: ComparedConditions): Comparability {
  const differences = [
    ...compareWindow(measured, published),
    ...compareRate(measured, published),
    ...compareCellType(measured.cellType, published.cellType),
    ...compareTemperature(measured, published),
  ]
  return differences.length === 0 ? { matches: true } : { matches: false, differences }
}

function compareWindow(measured: ComparedConditions, published: ComparedConditions): string[] {
  const differences: string[] = []
  for (const [name, here, there] of [
    ['lower cutoff', measured.lowerCutoffV, published.lowerCutoffV],
    ['upper cutoff', measured.upperCutoffV, published.upperCutoffV],
  ] as const) {
    if (!isKnown(here)) differences.push(`${name} of this test is not known`)
    else if (!isKnown(there)) differences.push(`${name} is not given by the source`)
    else if (Math.abs(here - there) > voltageToleranceV)
      differences.push(`${name} ${formatVolt(there)}, here ${formatVolt(here)}`)
  }
  return differences
}

function compareRate(measured: ComparedConditions, published: ComparedConditions): string[] {
  const { cRate: here } = measured
  const { cRate: there } = published
  if (!isKnown(there)) {
    const current = published.currentChargeMaPerCm2 ?? published.currentDischargeMaPerCm2
    return [
      isKnown(current)
        ? `rate is given as ${plain(current)} mA cm⁻², not as a C-rate`
        : 'rate is not given by the source',
    ]
  }
  if (!isKnown(here)) return ['rate of this test is not known']
  return Math.abs(here - there) > rateTolerance * Math.max(Math.abs(here), Math.abs(there))
    ? [`${plain(there)} C, here ${plain(here)} C`]
    : []
}

function compareCellType(here: CellType, there: CellType): string[] {
  const differences: string[] = []
  if (here.electrolyte === null) differences.push('electrolyte of this cell is not known')
  else if (there.electrolyte === null) differences.push('electrolyte is not given by the source')
  else if (here.electrolyte !== there.electrolyte)
    differences.push(`${there.electrolyte} electrolyte, here ${here.electrolyte}`)
  if (here.counter === null) differences.push('counter electrode of this cell is not known')
  else if (there.counter === null) differences.push('counter electrode is not given by the source')
  else if (here.counter !== there.counter) differences.push(`against ${there.counter}, here against ${here.counter}`)
  return differences
}

/** Most sources leave the temperature out, so only two known temperatures can differ. */
function compareTemperature(measured: ComparedConditions, published: ComparedConditions): string[] {
  const { temperatureC: here } = measured
  const { temperatureC: there } = published
  if (!isKnown(here) || !isKnown(there) || Math.abs(here - there) <= temperatureToleranceC) return []
  return [`${plain(there)} °C, here ${plain(here)} °C`]
}

const solidWords =
  /solid|li10gep2s12|lgps|li6ps5cl|argyrodite|li2s\s*[-–·]\s*\d*\s*p2s5|li3ps4|\blps\b|\blpscl\b|llzo|garnet|sulfide|sulphide|thiophosphate|halide|li3incl6|li3ycl6/i
const liquidWords =
  /liquid|carbonate|lipf6|litfsi|lifsi|libob|\blp\s?(30|40|57|71)\b|\b(ec|dmc|emc|dec|fec|pc|dme|dol)\b|ionic liquid/i

/**
 * Reads the cell type out of the words that people and papers use ("coin, liquid carbonate, Li").
 * A coin or Swagelok cell with no word of a solid electrolyte is taken as liquid, as the field writes it.
 */
export function cellTypeOf(words: { format?: string; electrolyte?: string; counterElectrode?: string }): CellType {
  const { format = '', electrolyte = '', counterElectrode = '' } = words
  const about = `${format} ${electrolyte}`
  const isSolid = solidWords.test(about)
  const isLiquid =
    !isSolid && (liquidWords.test(about) || (electrolyte.trim() === '' && /coin|20\d\d|swagelok/i.test(format)))
  return { electrolyte: isSolid ? 'solid' : isLiquid ? 'liquid' : null, counter: counterOf(counterElectrode) }
}

/** The same from one string, as a paper words its cell: the words are looked for in each part. */
export function cellTypeOfWords(cell: string | undefined): CellType {
  if (!cell) return { electrolyte: null, counter: null }
  const parts = cell.split(',').map((part) => part.trim())
  const counter = parts.map(counterOf).find((found) => found !== null) ?? null
  return { ...cellTypeOf({ format: cell }), counter }
}

function counterOf(words: string): CellType['counter'] {
  const text = words.trim()
  if (/li\s*[-–/]?\s*in\b|indium/i.test(text)) return 'lithium-indium'
  if (/graphite|\bgr\b|\bmcmb\b/i.test(text)) return 'graphite'
  if (/\blto\b|li4ti5o12|titanate/i.test(text)) return 'lithium titanate'
  if (/silicon|\bsi\b/i.test(text)) return 'silicon'
  // Whole words only: "Li10GeP2S12" is an electrolyte, "Li foil" a counter electrode.
  if (/^(li|lithium)([\s-]+(metal|foil|chip|disc|disk|anode))?(\s*[,(].*)?$/i.test(text)) return 'lithium'
  if (/^(\d+(\.\d+)?\s*(µm|um|mm)\s+)?(li|lithium)\s+(metal|foil|chip|disc|disk)/i.test(text)) return 'lithium'
  return null
}

function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function formatVolt(value: number): string {
  return `${Number.isInteger(value * 10) ? value.toFixed(1) : String(Number(value.toFixed(3)))} V`
}

function plain(value: number): string {
  return String(Number(value.toPrecision(4)))
}
