/**
 * The one truth of the columns of a cycler record: what each is called in the code, in the battery data format (BDF) and on
 * screen, and in which unit it is kept. Headers of instruments are matched to these in `text/synonyms.ts`.
 *
 * Conventions, whatever the instrument's own are:
 * - current is positive on charge;
 * - capacities and energies run up from the first row and never reset, so that a difference of two rows is what passed between
 *   them. How a file counted (per step, per cycle, up and down, unsigned) is undone once, in `counters.ts`;
 * - a value that the file does not give is NaN in a floating column; a column that the file does not have is null.
 */
export interface ColumnDescription {
  key: ColumnKey
  /** machine name in BDF */
  bdfName: string
  /** preferred label in BDF */
  bdfLabel: string
  /** for an axis or a table head, unit apart */
  label: string
  unit: string
}

export type ColumnKey =
  | 'testTimeS'
  | 'voltageV'
  | 'currentA'
  | 'unixTimeS'
  | 'stepTimeS'
  | 'cycle'
  | 'step'
  | 'chargeCapacityAh'
  | 'dischargeCapacityAh'
  | 'chargeEnergyWh'
  | 'dischargeEnergyWh'
  | 'temperatureC'
  | 'ambientTemperatureC'

const column = (key: ColumnKey, bdfName: string, bdfLabel: string, label: string, unit: string): ColumnDescription => ({
  key,
  bdfName,
  bdfLabel,
  label,
  unit,
})

export const columns: readonly ColumnDescription[] = [
  column('testTimeS', 'test_time_second', 'Test Time / s', 'Test time', 's'),
  column('voltageV', 'voltage_volt', 'Voltage / V', 'Voltage', 'V'),
  column('currentA', 'current_ampere', 'Current / A', 'Current', 'A'),
  column('unixTimeS', 'unix_time_second', 'Unix Time / s', 'Clock time', 's'),
  column('cycle', 'cycle_count', 'Cycle Count / 1', 'Cycle number', ''),
  column('step', 'step_count', 'Step Count / 1', 'Step', ''),
  column('stepTimeS', 'step_time_second', 'Step Time / s', 'Time in step', 's'),
  column('chargeCapacityAh', 'charging_capacity_ah', 'Charging Capacity / Ah', 'Charge passed on charge', 'Ah'),
  column(
    'dischargeCapacityAh',
    'discharging_capacity_ah',
    'Discharging Capacity / Ah',
    'Charge passed on discharge',
    'Ah',
  ),
  column('chargeEnergyWh', 'charging_energy_wh', 'Charging Energy / Wh', 'Energy put in', 'Wh'),
  column('dischargeEnergyWh', 'discharging_energy_wh', 'Discharging Energy / Wh', 'Energy taken out', 'Wh'),
  column('temperatureC', 'temperature_t1_celsius', 'Temperature T1 / degC', 'Cell temperature', '°C'),
  column(
    'ambientTemperatureC',
    'ambient_temperature_celsius',
    'Ambient Temperature / degC',
    'Chamber temperature',
    '°C',
  ),
]

/** Doubles, or floats where the instrument itself writes no more digits than those hold. */
export type NumericColumn = Float64Array | Float32Array

/** Counters, in the narrowest whole numbers that hold them. */
export type WholeColumn = Int32Array | Uint16Array | Uint8Array

/**
 * A column that follows from what a reading holds anyway, made each time that it is asked for: of 700 000 rows that are packed to five
 * bytes each, columns that nobody looks at would be most of the memory.
 */
export interface ComputedColumn {
  compute(): Float64Array
}

export function valuesOf<Column extends ArrayBufferView | null>(
  column: Column | ComputedColumn,
): Column | Float64Array {
  return column !== null && 'compute' in column ? column.compute() : column
}

/** Room for a counter of which no number is above `highest`. */
export function wholeColumn(rowCount: number, highest: number): WholeColumn {
  if (highest < 2 ** 8) return new Uint8Array(rowCount)
  return highest < 2 ** 16 ? new Uint16Array(rowCount) : new Int32Array(rowCount)
}

/** A column that the readers know no meaning of: kept, aligned, under the file's own name. */
export interface OtherColumn {
  name: string
  unit: string | null
  values: NumericColumn
}

export interface StepKinds {
  /** per row an index into `names` */
  codes: Uint8Array
  /** the file's own words, e.g. `CC Chg`, `rest`, `D` */
  names: readonly string[]
}

export interface CyclerTable {
  rowCount: number
  /** s, as the file counts it; may start above 0, may step back where the instrument did */
  testTimeS: Float64Array
  voltageV: NumericColumn
  /** positive on charge */
  currentA: NumericColumn
  /** s since 1970, of the instrument's own clock and zone */
  unixTimeS: Float64Array | ComputedColumn | null
  stepTimeS: Float64Array | ComputedColumn | null
  /** the file's own counter, as it stands there */
  cycle: WholeColumn | null
  /** a number that changes whenever a step does */
  step: WholeColumn | null
  stepKinds: StepKinds | null
  chargeCapacityAh: Float64Array | null
  dischargeCapacityAh: Float64Array | null
  chargeEnergyWh: NumericColumn | ComputedColumn | null
  dischargeEnergyWh: NumericColumn | ComputedColumn | null
  temperatureC: NumericColumn | null
  ambientTemperatureC: NumericColumn | null
  others: readonly OtherColumn[]
}

export interface ImpedanceTable {
  pointCount: number
  /** in the order of the file */
  frequencyHz: Float64Array
  reZOhm: Float64Array
  /** signed as Im Z is: negative when capacitive */
  imZOhm: Float64Array
  /** number of the spectrum that a point belongs to, when a file holds several */
  spectrum: Int32Array | null
}

/** A table whose columns are all there to be indexed. */
export interface FullTable extends CyclerTable {
  unixTimeS: Float64Array | null
  stepTimeS: Float64Array | null
  chargeEnergyWh: NumericColumn | null
  dischargeEnergyWh: NumericColumn | null
}

export function fullTable(table: CyclerTable): FullTable {
  return {
    ...table,
    unixTimeS: valuesOf(table.unixTimeS),
    stepTimeS: valuesOf(table.stepTimeS),
    chargeEnergyWh: valuesOf(table.chargeEnergyWh),
    dischargeEnergyWh: valuesOf(table.dischargeEnergyWh),
  }
}

export function emptyCyclerTable(rowCount: number): FullTable {
  return {
    rowCount,
    testTimeS: new Float64Array(rowCount).fill(Number.NaN),
    voltageV: new Float64Array(rowCount).fill(Number.NaN),
    currentA: new Float64Array(rowCount).fill(Number.NaN),
    unixTimeS: null,
    stepTimeS: null,
    cycle: null,
    step: null,
    stepKinds: null,
    chargeCapacityAh: null,
    dischargeCapacityAh: null,
    chargeEnergyWh: null,
    dischargeEnergyWh: null,
    temperatureC: null,
    ambientTemperatureC: null,
    others: [],
  }
}

/** The catalogue's entries for the columns that this table has, in the catalogue's order. */
export function columnsOf(table: CyclerTable): readonly ColumnDescription[] {
  return columns.filter((entry) => table[entry.key] !== null)
}
