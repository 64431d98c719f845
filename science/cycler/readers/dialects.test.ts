import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { valuesOf } from '../columns'
import { readCyclerFile } from '../read'

/** What each maker's text does of its own, in the smallest table that shows it. */

const bytesOf = (text: string | Uint8Array) => (typeof text === 'string' ? strToU8(text) : text)

function cycling(text: string | Uint8Array) {
  const reading = readCyclerFile(bytesOf(text), 'no name')
  if (!reading.ok) throw new Error(reading.message)
  if (reading.kind !== 'cycling') throw new Error('expected a cycling record')
  return reading
}

function impedance(text: string) {
  const reading = readCyclerFile(strToU8(text), 'no name')
  if (!reading.ok) throw new Error(reading.message)
  if (reading.kind !== 'impedance') throw new Error('expected a spectrum')
  return reading
}

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`
const codes = (reading: { warnings: readonly { code: string }[] }) => reading.warnings.map((warning) => warning.code)
const near = (values: ArrayLike<number> | null | undefined) => Array.from(values ?? [], (v) => Number(v.toPrecision(9)))
const cycleOf = (reading: ReturnType<typeof cycling>) =>
  cycleFigures(reading.table, { kind: 'full' }).map((cycle) => [cycle.chargeCapacityMAh, cycle.dischargeCapacityMAh])

describe('words and letters', () => {
  // 测试时间,电压,电流,温度 in GBK, with a ℃ that is no hanzi
  const gbk = [0xb2, 0xe2, 0xca, 0xd4, 0xca, 0xb1, 0xbc, 0xe4]
  const latin = (text: string) => [...text].map((letter) => letter.charCodeAt(0))

  it('reads GBK also where signs such as ℃ stand between the hanzi', () => {
    const header = [
      ...[
        ...gbk,
        ...latin('(s),'),
        0xb5,
        0xe7,
        0xd1,
        0xb9,
        ...latin('(V),'),
        0xb5,
        0xe7,
        0xc1,
        0xf7,
        ...latin('(mA),'),
      ],
      ...[0xce, 0xc2, 0xb6, 0xc8, 0x28, 0xa1, 0xe6, 0x29, ...latin('\r\n0,3.1,1,25\r\n60,3.2,1,25.5\r\n')],
    ]
    const { table } = cycling(Uint8Array.from(header))
    expect(near(table.voltageV)).toEqual([3.1, 3.2])
    expect(near(table.currentA)).toEqual([0.001, 0.001])
    expect(near(table.temperatureC)).toEqual([25, 25.5])
  })

  it('reads Japanese, in UTF-8 and in Shift JIS', () => {
    const utf8 = cycling(lines('経過時間(s),電圧(V),電流(mA),サイクル,状態', '0,3.1,1,1,充電', '60,3.2,1,1,放電'))
    expect(near(utf8.table.currentA)).toEqual([0.001, -0.001])
    expect(Array.from(utf8.table.cycle ?? [])).toEqual([1, 1])
    // 時間(s),電圧(V),電流(mA)
    const jis = [0x8e, 0x9e, 0x8a, 0xd4, ...latin('(s),'), 0x93, 0x64, 0x88, 0xb3, ...latin('(V),')]
    const rest = [0x93, 0x64, 0x97, 0xac, ...latin('(mA)\r\n0,3.1,1\r\n60,3.2,1\r\n')]
    expect(near(cycling(Uint8Array.from([...jis, ...rest])).table.voltageV)).toEqual([3.1, 3.2])
  })

  it('reads German, in Windows-1252, with decimal commas and units in brackets', () => {
    const text = 'Zeit [min];Spannung [mV];Strom [µA];Ladekapazität [mAh];Entladekapazität [mAh];Temperatur [°C]\r\n'
    const rows = '0,0;3100,5;1000,0;0,0;0,0;21,5\r\n1,5;3200,5;1000,0;0,025;0,0;21,5\r\n'
    const reading = cycling(Uint8Array.from(latin(text + rows)))
    expect(near(reading.table.testTimeS)).toEqual([0, 90])
    expect(near(reading.table.voltageV)).toEqual([3.1005, 3.2005])
    expect(near(reading.table.currentA)).toEqual([0.001, 0.001])
    expect(near(reading.table.chargeCapacityAh)).toEqual([0, 0.000025])
    expect(near(reading.table.temperatureC)).toEqual([21.5, 21.5])
  })

  it('reads UTF-16 without a mark, and a byte-order mark before UTF-8', () => {
    const text = 'Test Time (s)\tVoltage (V)\tCurrent (A)\r\n0\t3.1\t1\r\n1\t3.2\t1\r\n'
    const wide = Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0), 0]))
    expect(near(cycling(wide).table.voltageV)).toEqual([3.1, 3.2])
    expect(near(cycling(`\uFEFF${text}`).table.testTimeS)).toEqual([0, 1])
  })
})

describe('Neware text', () => {
  it('reads a report of cycles alone, and not the list of steps above it', () => {
    const reading = cycling(
      lines(
        'Device\t\t5\t\t\tChannel\t\t2',
        'Step setting scheme\t',
        'StepNum\tStepType\tTime(mm:ss)\tVol(V)\tCur(mA)\tCap(mAh)',
        '1\tCC_Chg\t\t4.2000\t1.395\t',
        '2\tCC_DChg\t\t2.7000\t1.395\t',
        '',
        'Cycle Data',
        'Cycle ID\tCap_Chg\tCap_DChg\tRCap_Chg\tRCap_DChg\tEfficiency\tEngy_Chg\tEngy_DChg\t',
        '1\t1.974\t1.955\t127.379\t126.125\t99.01\t7.803\t7.258\t',
        '2\t1.957\t1.951\t126.239\t125.895\t99.73\t7.743\t7.240\t',
      ),
    )
    expect(cycleOf(reading).map((pair) => near(pair as number[]))).toEqual([
      [1.974, 1.955],
      [1.957, 1.951],
    ])
    expect(codes(reading)).toContain('summary-only')
  })

  it('takes a total time that is written as 0 at the begin of a step for no time at all', () => {
    const reading = cycling(
      lines(
        'DataPoint,Cycle Index,Step Index,Step Type,Time,Total Time,Current(A),Voltage(V),Chg. Cap.(Ah),DChg. Cap.(Ah)',
        '1,1,1,Rest,00:00:00,00:00:00,0,3.2,0,0',
        '2,1,1,Rest,02:00:00,02:00:00,0,3.2,0,0',
        '3,1,2,CC DChg,00:00:00,00:00:00,-0.001,3.15,0,0',
        ...Array.from(
          { length: 20 },
          (_, at) =>
            `${at + 4},1,2,CC DChg,,0${2 + Math.floor((at + 1) / 20)}:${(3 * (at + 1)) % 60}:00,-0.001,3.0,0,${(0.001 * (at + 1)) / 20}`,
        ),
      ),
    )
    expect(Array.from(reading.table.testTimeS.slice(0, 4))).toEqual([0, 7200, 0, 7380])
    // The file's times stay as they are; nothing that is computed of them takes two hours for one interval.
    expect(codes(reading)).toEqual(['time-goes-back'])
    const [cycle] = cycleFigures(reading.table, { kind: 'full', dwellVoltageV: 3.1 })
    expect(cycle?.dwellS).toBeCloseTo(7200 + 60, 6)
  })

  it('counts hours beyond a day, two blanks before the time of day, and microampere by its own header', () => {
    const reading = cycling(
      lines(
        'DataPoint,Cycle Index,Step Index,Step Type,Time,Total Time,Current(uA),Voltage(mV),Chg. Cap.(uAh),DChg. Cap.(uAh),Date',
        '1,1,1,CC Chg,00:00:00,144:02:18,1000,3100,0,0,2024-02-29  10:00:00',
        '2,1,1,CC Chg,01:00:00,145:02:18,1000,3200,1000,0,2024-02-29  11:00:00',
        '3,1,2,CV Chg,00:00:00,145:02:18,500,3200,0,0,2024-02-29  11:00:00',
        '4,1,2,CV Chg,01:00:00,146:02:18,500,3200,500,0,2024-02-29  12:00:00',
        '5,1,3,CC DChg,00:00:00,146:02:18,-1000,3200,0,0,2024-02-29  12:00:00',
        '6,1,3,CC DChg,00:30:00,146:32:18,-1000,3000,0,500,2024-02-29  12:30:00',
      ),
    )
    expect(reading.table.testTimeS[0]).toBe(144 * 3600 + 138)
    expect(near(reading.table.voltageV.subarray(0, 2))).toEqual([3.1, 3.2])
    expect(valuesOf(reading.table.unixTimeS)?.[0]).toBe(Date.UTC(2024, 1, 29, 10) / 1000)
    // The counters restart with each step: 1 mAh and 0.5 mAh.
    expect(cycleOf(reading)).toEqual([[expect.closeTo(1.5, 9), expect.closeTo(0.5, 9)]])
    expect(codes(reading)).toEqual([])
  })

  it('takes the first step of a cycle from the cycle’s own line, and passes over letters that were lost', () => {
    const reading = cycling(
      lines(
        'Cycle Index,Chg. Cap.(Ah),DChg. Cap.(Ah),Chg.-DChg. Eff(%)',
        ',Step Index,Step Type,Step Time,T1(?)',
        ',,DataPoint,Time,Current(A),Voltage(V),Capacity(Ah)',
        '1,0.001,0.0005,50,1,CC Chg,01:00:00,?',
        ',,1,00:00:00,0.001,3.1,0',
        ',,2,01:00:00,0.001,3.2,0.001',
        ',2,CC DChg,00:30:00,?',
        ',,3,00:00:00,-0.001,3.2,0',
        ',,4,00:30:00,-0.001,3.0,0.0005',
      ),
    )
    expect(Array.from(reading.table.step ?? [])).toEqual([1, 1, 2, 2])
    expect(reading.table.stepKinds?.names).toEqual(['CC Chg', 'CC DChg'])
    expect(cycleOf(reading)).toEqual([[expect.closeTo(1, 9), expect.closeTo(0.5, 9)]])
  })
})

describe('BioLogic text', () => {
  const head = (count: number, ...more: string[]) => ['EC-Lab ASCII FILE', `Nb header lines : ${count}   `, ...more]

  it('reads decimal commas, names that come twice, and more names than values', () => {
    const reading = cycling(
      lines(
        ...head(4, 'Galvanostatic Cycling with Potential Limitation'),
        'mode\ttime/s\tEcell/V\t<I>/mA\t(Q-Qo)/mA.h\t(Q-Qo)/C\tcycle number\t \tR/Ohm',
        '1\t0,0000000E+000\t3,0152999E+000\t1,0000000E+000\t0,0000000E+000\t0,0000000E+000\t0,0000000E+000',
        '1\t3,6000000E+003\t3,1152999E+000\t1,0000000E+000\t1,0000000E+000\t3,6000000E+000\t0,0000000E+000',
      ),
    )
    expect(reading.format).toBe('biologic-mpt')
    expect(near(reading.table.voltageV)).toEqual([3.0152999, 3.1152999])
    expect(reading.table.chargeCapacityAh?.[1]).toBeCloseTo(0.001, 12)
    expect(codes(reading)).toEqual([])
  })

  it('knows BT-Lab, settings that were not saved, and Q charge that stands at 0 when a cycle ends on discharge', () => {
    const reading = cycling(
      lines(
        'BT-Lab ASCII FILE',
        'Nb header lines : 3',
        'time/s\t<Ewe/V>\tI/mA\tcycle number\tQ charge/mA.h\tQ discharge/mA.h\t',
        '0\t3\t1\t1\t0\t0\t',
        '3600\t4\t1\t1\t1\t0\t',
        '3601\t4\t-1\t1\t0\t0\t',
        '5401\t3\t-1\t1\t0\t0.5\t',
        '5402\t3\t1\t2\t0\t0\t',
        '9002\t4\t1\t2\t1\t0\t',
      ),
    )
    expect(reading.format).toBe('biologic-mpt')
    expect(cycleOf(reading)[0]).toEqual([expect.closeTo(1, 2), expect.closeTo(0.5, 2)])
  })
})

describe('Arbin text', () => {
  it('without units means s, A, V and Ah, and a clock may be seconds', () => {
    const reading = cycling(
      lines(
        'Data_Point,Test_Time,DateTime,Step_Index,Cycle_Index,Current,Voltage,Charge_Capacity,Discharge_Capacity',
        '1,0,1500000000,1,1,1,3.5,0.2,0',
        '2,3600,1500003600,1,1,1,3.6,1.2,0',
        '3,3601,1500003601,2,1,-1,3.6,1.2,0',
        '4,5401,1500005401,2,1,-1,3.4,1.2,0.5',
      ),
    )
    expect(reading.format).toBe('arbin-csv')
    expect(valuesOf(reading.table.unixTimeS)?.[0]).toBe(1_500_000_000)
    // What the counter showed before the first row is not this file's.
    expect(cycleOf(reading)).toEqual([[expect.closeTo(1000, 6), expect.closeTo(500, 6)]])
    expect(codes(reading)).toEqual(['units-assumed'])
  })

  it('with blanks and units, a byte-order mark, and a tab before the date', () => {
    const reading = cycling(
      `\uFEFF${lines(
        'Date Time,Data Point,Test Time (s),Step Index,Cycle Index,Current (A),Voltage (V)',
        '\t2024-03-01 10:00:00.5,1,0.5,1,1,0.001,3.5',
        '\t2024-03-01 10:00:01.5,2,1.5,1,1,0.001,3.6',
      )}`,
    )
    expect(reading.format).toBe('arbin-csv')
    expect(valuesOf(reading.table.unixTimeS)?.[1]).toBe(Date.UTC(2024, 2, 1, 10, 0, 1, 500) / 1000)
  })

  it('takes a fall of the counters for a restart, wherever the schedule puts it', () => {
    const reading = cycling(
      lines(
        'Data_Point,Test_Time(s),Step_Index,Cycle_Index,Current(A),Voltage(V),Charge_Capacity(Ah),Discharge_Capacity(Ah)',
        ...[0, 0.4, 0.1, 0.6].map((ah, row) => `${row + 1},${row * 1440},${row < 2 ? 1 : 3},1,1,3.${row},${ah},0`),
      ),
    )
    expect(reading.table.chargeCapacityAh?.at(-1)).toBeCloseTo(1, 9)
  })
})

describe('Maccor text', () => {
  it('takes the direction from the state, days in the time, and a cycle number that never moves', () => {
    const row = (rec: number, step: number, minutes: number, mAh: number, amps: number, volts: number, state: string) =>
      `${rec}\t0\t${step}\t  0d ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:0\t${mAh / 1000}\t0\t${amps}\t${volts}\t${state}\t1\t`
    const half = (from: number, step: number, state: string) =>
      [0, 30, 60].map((minutes, at) =>
        row(step * 3 + at, step, from + minutes, at * 0.5, 0.001, state === 'C' ? 3 + at / 2 : 4 - at / 2, state),
      )
    const reading = cycling(
      lines(
        "Today's Date\t07/02/2016\tDate of Test:\t07/02/2016",
        'Rec#\tCyc#\tStep\tTestTime\tAmp-hr\tWatt-hr\tAmps\tVolts\tState\tES\tDPt Time',
        '',
        ...half(0, 1, 'C'),
        ...half(60, 2, 'D'),
        ...half(120, 3, 'C'),
        ...half(180, 4, 'D'),
      ),
    )
    expect(codes(reading)).toContain('current-unsigned')
    expect(reading.table.testTimeS.at(-1)).toBe(240 * 60)
    const recounted = cycleFigures(reading.table, { kind: 'full', rule: 'charge-after-discharge' })
    expect(recounted).toHaveLength(2)
    expect(recounted[1]?.dischargeCapacityMAh).toBeCloseTo(1, 6)
  })

  it('of impedance has Im Z with its sign', () => {
    const { table, format } = impedance(
      lines(
        'MACCOR, INC. Frequency Response Analyzer Impedance data',
        "Freq(Hz)\tPolar(V)\ttime(sec)\tZ'(a)\tZ''(b)\tGD\tErr\tRange",
        '1000\t0\t0\t0.02\t-0.005\t0\t0\t0',
        '1\t0\t0\t0.03\t-0.001\t0\t0\t0',
      ),
    )
    expect(format).toBe('maccor-fra')
    expect(near(table.imZOhm)).toEqual([-0.005, -0.001])
  })
})

describe('others', () => {
  it('Landt’s text export', () => {
    const reading = cycling(
      lines(
        'Rec#\tCyc#\tStep\tTest(Sec)\tAmp-hr\tVolts\tAmps\tDPt-Time',
        '1\t1\t1\t0\t0\t3.1\t0.001\t2024-01-01 10:00:00',
        '2\t1\t1\t3600\t0.001\t3.2\t0.001\t2024-01-01 11:00:00',
      ),
    )
    expect(reading.format).toBe('landt-csv')
    expect(near(reading.table.testTimeS)).toEqual([0, 3600])
    expect(reading.table.chargeCapacityAh?.[1]).toBeCloseTo(0.001, 12)
  })

  it('BaSyTec, whose times may be hours, minutes and seconds', () => {
    const reading = cycling(
      lines(
        '~Resultfile from Basytec Battery Test System',
        '~Time[h:min:s]\tDataSet\tLine\tCommand\tU[V]\tI[A]\tAh-Cyc-Charge\tAh-Cyc-Discharge\tState',
        '0:00:00.0\t1\t1\tCharge\t3.1\t0.001\t0\t0\t1',
        '1:30:00.5\t2\t1\tCharge\t3.2\t0.001\t0.0015\t0\t1',
      ),
    )
    expect(reading.format).toBe('basytec-text')
    expect(near(reading.table.testTimeS)).toEqual([0, 5400.5])
    expect(reading.table.chargeCapacityAh?.[1]).toBeCloseTo(0.0015, 12)
  })

  it('PEC, old in mV and mA, new in V and A', () => {
    const pec = (volt: string, ampere: string, row: (at: number) => string) =>
      cycling(
        lines(
          'TestRegime Name:,x',
          '#RESULTS CHECK',
          `Test,Cell,Rack,Shelf,Position,Cycle Charge,Step,Total Time (Seconds),Voltage (${volt}),Current (${ampere})`,
          row(0),
          row(1),
        ),
      ).table
    const old = pec('mV', 'mA', (at) => `1,1,1,1,1,1,1,${at * 10},${3100 + at},500`)
    const fresh = pec('V', 'A', (at) => `1,1,1,1,1,1,1,00:00:${at}0.500,${3.1 + at / 1000},0.5`)
    expect(near(old.voltageV)).toEqual([3.1, 3.101])
    expect(near(fresh.voltageV)).toEqual([3.1, 3.101])
    expect(near(old.currentA)).toEqual(near(fresh.currentA))
    expect(near(fresh.testTimeS)).toEqual([0.5, 10.5])
  })

  it('BDF in hours and by machine names, with counters that reset per step and per cycle left to those that do not', () => {
    const hours = cycling(lines('Test Time / h,Voltage / V,Current / A', '0,3.1,1', '0.5,3.2,1'))
    expect(near(hours.table.testTimeS)).toEqual([0, 1800])
    const machine = cycling(
      lines(
        'test_time_second,voltage_volt,current_ampere,cycle_count,step_capacity_ah,cycle_charging_capacity_ah,charging_capacity_ah,discharging_capacity_ah',
        '0,3.1,1,1,0,0,5,0',
        '3600,3.2,1,1,1,1,6,0',
        '3601,3.1,1,2,0,0,6,0',
        '7201,3.2,1,2,1,1,7,0',
      ),
    )
    expect(machine.format).toBe('bdf-csv')
    expect(near(machine.table.chargeCapacityAh)).toEqual([0, 1, 1, 2])
  })

  it('Novonix, whose capacity runs both ways and does not reset', () => {
    const reading = cycling(
      lines(
        '[Summary]',
        'Novonix UHPC',
        '[Data]',
        'Run Time (h),Current (A),Potential (V),Capacity (Ah),Cycle Number,Step Number',
        '0,0.001,3,0,1,1',
        '1,0.001,4,0.001,1,1',
        '1.5,-0.001,3.5,0.0005,1,2',
        '2,-0.001,3,0,1,2',
      ),
    )
    expect(reading.format).toBe('novonix-csv')
    expect(near(reading.table.testTimeS)).toEqual([0, 3600, 5400, 7200])
    expect(cycleOf(reading)).toEqual([[expect.closeTo(1, 9), expect.closeTo(1, 9)]])
  })

  it('what is written where there is no value is empty and no cause for doubt; other words are', () => {
    const reading = cycling(
      lines('Test Time (s),Voltage (V),Current (A),Temperature (C)', '0,3.1,1,NaN', '1,3.2,1,n/a', '2,3.3,1,--'),
    )
    expect(codes(reading)).toEqual([])
    expect(Array.from(reading.table.temperatureC ?? [])).toEqual([Number.NaN, Number.NaN, Number.NaN])
    const odd = cycling(lines('Test Time (s),Voltage (V),Current (A),Temperature (C)', '0,3.1,1,warm', '1,3.2,1,25'))
    expect(codes(odd)).toEqual(['not-a-number'])
  })

  it('a summary of cycles without a voltage, of which no current can be asked', () => {
    const rows = Array.from({ length: 30 }, (_, at) => `${at + 1},${at * 3600},${0.001},${0.0009}`)
    const reading = cycling(lines('Cycle_Index,Time_s,Q_chg,Q_dis', ...rows))
    expect(codes(reading)).toEqual(['summary-only', 'no-voltage', 'no-current'])
    expect(cycleOf(reading)[29]).toEqual([expect.closeTo(1, 9), expect.closeTo(0.9, 9)])
  })

  it('time that wraps stays in the order of the file, and passes no charge where it steps back', () => {
    const reading = cycling(
      lines('Test Time (s),Voltage (V),Current (A)', '86390,3.1,1', '86399,3.2,1', '5,3.3,1', '3605,3.4,1'),
    )
    expect(codes(reading)).toContain('time-goes-back')
    expect(near(reading.table.testTimeS)).toEqual([86390, 86399, 5, 3605])
    const [cycle] = cycleFigures(reading.table, { kind: 'full' })
    expect(cycle?.chargeCapacityMAh).toBeCloseTo((1000 * 3609) / 3600, 6)
  })
})

describe('impedance text', () => {
  it('VersaStudio: the numbered columns of its segment, and nothing after it', () => {
    const { table, format } = impedance(
      lines(
        '<Application>',
        'Name=VersaStudio',
        '</Application>',
        '<Segment1>',
        'Type=3',
        'Definition=Segment #, Point #, E(V), I(A), Elapsed Time(s), Frequency(Hz), E Real, E Imag, I Real, I Imag, Z Real, Z Imag',
        '0,0,3.5,0,0,1000,0,0,0,0,5,-1',
        '0,1,3.5,0,0,10,0,0,0,0,7,-2',
        '</Segment1>',
        '<Actions>',
        '1,2,3,4,5,6,7,8,9,10,11,12',
      ),
    )
    expect(format).toBe('versastudio')
    expect(near(table.frequencyHz)).toEqual([1000, 10])
    expect(near(table.imZOhm)).toEqual([-1, -2])
  })

  it('VersaStudio: an open circuit has no impedance to doubt, and a segment without points is empty', () => {
    const file = (...rows: string[]) =>
      lines(
        '<Application>',
        'Name=VersaStudio',
        '</Application>',
        '<Segment1>',
        'Definition=Segment #, Point #, E(V), I(A), Elapsed Time(s), Frequency(Hz), Z Real, Z Imag',
        ...rows,
        '</Segment1>',
        '<Graph1>',
      )
    const full = cycling(file('1,0,-0.25,0,0,0,0,0', '1,1,-0.26,0,1,0,0,0'))
    expect(near(full.table.voltageV)).toEqual([-0.25, -0.26])
    expect(codes(full)).toEqual([])
    expect(codes(cycling(file()))).toEqual(['no-rows'])
  })

  it('ZView: tabs or commas, and a count that exceeds the rows', () => {
    const tabs = impedance(
      lines(
        'ZPLOT2 ASCII',
        "\"  Freq(Hz)   Ampl   Bias   Time(Sec)   Z'(a)   Z''(b)   GD   Err   Range\"",
        '79',
        'End Comments',
        ...['1000', '10'].map((f) => `${f}\t0\t0\t0\t5\t-1\t0\t0\t0`),
      ),
    )
    const commas = impedance(
      lines(
        '"ZPlotW Data File"',
        "\"  Freq(Hz)   Ampl   Bias   Time(Sec)   Z'(a)   Z''(b)   GD   Err   Range\"",
        'End Comments',
        ...['1000', '10'].map((f) => `${f}, 0, 0, 0, 5, -1, 0, 0, 0`),
      ),
    )
    for (const { table } of [tabs, commas]) expect(near(table.imZOhm)).toEqual([-1, -1])
  })

  it('Parstat: rows without a frequency are no points; PowerSuite: ascending frequencies stay as they are', () => {
    const parstat = readCyclerFile(
      strToU8(
        lines(
          'Elapsed Time (s)\tPotential (V)\tFrequency (Hz)\tZre (ohms)\tZim (ohms)',
          '0\t3.5\t0\t0\t0',
          '1\t3.5\t1000\t5\t-1',
          '2\t3.5\t10\t7\t-2',
        ),
      ),
      'x',
    )
    if (!parstat.ok || parstat.kind !== 'impedance') throw new Error('expected a spectrum')
    expect(near(parstat.table.frequencyHz)).toEqual([1000, 10])
    const suite = impedance(lines('Frequency\tZre\tZim', '0.1\t9\t-5', '10\t7\t-2', '1000\t5\t-1'))
    expect(near(suite.table.frequencyHz)).toEqual([0.1, 10, 1000])
  })

  it('Gamry: a count that lies, and what was recorded before the experiment was aborted', () => {
    const reading = impedance(
      lines(
        'EXPLAIN',
        'TAG\tEISPOT',
        'OCVCURVE\tTABLE\t1',
        '\tPt\tT\tVf',
        '\t#\ts\tV',
        '\t0\t0\t3.5',
        'ZCURVE\tTABLE\t99999',
        '\tPt\tTime\tFreq\tZreal\tZimag',
        '\t#\ts\tHz\tohm\tohm',
        '\t0\t1\t1000\t5\t-1',
        '\t1\t2\t10\t7\t-2',
        'EXPERIMENTABORTED\tTOGGLE\tT\tExperiment Aborted',
        'FRACURVE\tTABLE',
        '\tPt\tTime',
        '\t#\ts',
        '\t0\t1',
      ),
    )
    expect(near(reading.table.imZOhm)).toEqual([-1, -2])
    expect(codes(reading)).toEqual(expect.arrayContaining(['count-differs', 'aborted']))
  })
})
