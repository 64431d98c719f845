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

/** A column that the readers know no meaning of: kept, aligned, under the file's own name. */
export interface OtherColumn {
  name: string
  unit: string | null
  values: Float64Array | Float32Array
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
  voltageV: Float64Array
  /** positive on charge */
  currentA: Float64Array
  /** s since 1970, of the instrument's own clock and zone */
  unixTimeS: Float64Array | null
  stepTimeS: Float64Array | null
  /** the file's own counter, as it stands there */
  cycle: Int32Array | null
  /** a number that changes whenever a step does */
  step: Int32Array | null
  stepKinds: StepKinds | null
  chargeCapacityAh: Float64Array | null
  dischargeCapacityAh: Float64Array | null
  chargeEnergyWh: Float64Array | null
  dischargeEnergyWh: Float64Array | null
  temperatureC: Float64Array | null
  ambientTemperatureC: Float64Array | null
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

export function emptyCyclerTable(rowCount: number): CyclerTable {
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
