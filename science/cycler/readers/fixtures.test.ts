import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cycleFigures } from '@/science/electrochemistry/cycleFigures'
import { readCyclerFile } from '../read'

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)))

function cycling(bytes: Uint8Array, name = 'no name') {
  const reading = readCyclerFile(bytes, name)
  if (!reading.ok) throw new Error(reading.message)
  if (reading.kind !== 'cycling') throw new Error('expected a cycling record')
  return reading
}

function impedance(bytes: Uint8Array) {
  const reading = readCyclerFile(bytes, 'no name')
  if (!reading.ok) throw new Error(reading.message)
  if (reading.kind !== 'impedance') throw new Error('expected a spectrum')
  return reading
}

const codes = (reading: { warnings: readonly { code: string }[] }) => reading.warnings.map((warning) => warning.code)

describe('cycling records, known by content alone', () => {
  const cases: [file: string, format: string, rows: number, firstV: number, lastV: number][] = [
    ['neware-v16.ndax', 'neware-ndax', 84, 2.9000835, 2.8848164],
    ['neware-v17.ndax', 'neware-ndax', 80, 3.5871816, 3.5860534],
    ['neware-v2.ndax', 'neware-ndax', 28, -3.3883, -3.3579],
    ['neware-v8.nda', 'neware-nda', 21, 2.1217, 1.7469],
    ['biologic-gcpl.mpr', 'biologic-mpr', 4, 3.5150876, 3.5146868],
    ['biologic-timestamped.txt', 'biologic-mpt', 8, 4.1465597, 4.154593],
    ['gamry-decimal-comma.dta', 'gamry-dta', 10, Number.NaN, Number.NaN],
    ['maccor-minutes.001', 'maccor-text', 8, 3.30678264, 3.30617227],
    ['arbin.csv', 'arbin-csv', 13, 3.534595, 3.599601],
    ['bdf.csv', 'bdf-csv', 3, 3.7, 3.5],
    ['novonix.csv', 'novonix-csv', 19, 3.84318331, Number.NaN],
    ['landt.csv', 'landt-csv', 23, 2.9215, Number.NaN],
    ['pec.csv', 'pec-csv', 14, 3.6824952, Number.NaN],
  ]
  for (const [file, format, rows, firstV, lastV] of cases) {
    it(`${file} is ${format}`, () => {
      const { table, ...reading } = cycling(fixture(file))
      expect(reading.format).toBe(format)
      expect(table.rowCount).toBe(rows)
      if (!Number.isNaN(firstV)) expect(table.voltageV[0]).toBeCloseTo(firstV, 6)
      if (!Number.isNaN(lastV)) expect(table.voltageV.at(-1)).toBeCloseTo(lastV, 6)
    })
  }

  it('arbin.res is a record sorted by data point, with the test’s name', () => {
    const reading = cycling(gunzipSync(fixture('arbin.res.gz')))
    expect(reading.format).toBe('arbin-res')
    expect(reading.table.rowCount).toBe(8)
    expect(reading.table.voltageV[0]).toBeCloseTo(0.13026524, 7)
    expect(reading.table.testTimeS[7]).toBeCloseTo(141.2641, 3)
    expect(reading.details.name).toBe('kigr_pouch1-01-001')
  })

  it('says what the file itself takes for 1C, and where it says so', () => {
    const stated = (file: string) => {
      const bytes = file.endsWith('.gz') ? gunzipSync(fixture(file)) : fixture(file)
      const reading = readCyclerFile(bytes, file)
      return reading.ok ? reading.oneC : reading
    }
    expect(stated('neware-v14.ndax')).toEqual({ capacityMAh: 3.15, place: 'nominal capacity in its steps' })
    expect(stated('biologic-peis.mpr')).toEqual({ capacityMAh: 1.631, place: 'battery capacity in its settings' })
    expect(stated('biologic-timestamped.txt')).toMatchObject({ capacityMAh: 4500 })
    expect(stated('arbin.res.gz')).toEqual({ capacityMAh: 3.071, place: 'capacity of its test' })
    expect(stated('maccor-decimal-comma.txt')).toEqual({ capacityMAh: 3, place: 'C rate in its head' })
    expect(stated('novonix.csv')).toEqual({ capacityMAh: 5000, place: 'capacity in its summary' })
    expect(stated('pec.csv')).toEqual({ capacityMAh: 64_000, place: 'C-rate among its parameters' })
    // Left at 0 or empty, it says nothing.
    for (const file of ['biologic-gcpl.mpr', 'neware-v17.ndax', 'landt.csv', 'arbin.csv'])
      expect(stated(file)).toBeUndefined()
  })

  it('takes the capacities of Neware steps as they stand, and cycles from the list of steps', () => {
    const [cycle] = cycleFigures(cycling(fixture('neware-v16.ndax')).table, { kind: 'full' })
    expect(cycle?.chargeCapacityMAh).toBeCloseTo(16.68153, 3)
    expect(cycle?.dischargeCapacityMAh).toBeCloseTo(16.640799, 3)
    expect(cycle?.chargeEnergyMWh).toBeCloseTo(50.341522, 2)
  })

  it('reads minutes, clock times, decimal commas and time stamps as seconds and volts', () => {
    expect(cycling(fixture('maccor-minutes.001')).table.testTimeS[1]).toBeCloseTo(10.002, 3)
    expect(cycling(fixture('maccor-millivolt.txt')).table.testTimeS[1]).toBe(60)
    const comma = cycling(fixture('maccor-decimal-comma.txt')).table
    expect(comma.voltageV[0]).toBe(0.1377)
    expect(comma.testTimeS[1]).toBe(60)
    expect(cycling(fixture('biologic-timestamped.txt')).table.testTimeS.at(-1)).toBeCloseTo(12.464, 3)
    expect(cycling(fixture('novonix.csv')).table.testTimeS[1]).toBeCloseTo(0.0003556 * 3600, 9)
  })

  it('gives the temperature of an auxiliary channel to each row', () => {
    expect(cycling(fixture('neware-v17.ndax')).table.temperatureC?.[0]).toBeCloseTo(27.463, 3)
    expect(cycling(fixture('neware-v16.ndax')).table.temperatureC?.[0]).toBeCloseTo(23.6, 6)
  })

  it('reads a summary of cycles as cycles', () => {
    const reading = cycling(fixture('batteryarchive-cycles.csv'))
    expect(codes(reading)).toContain('summary-only')
    const cycles = cycleFigures(reading.table, { kind: 'full' })
    expect(cycles[0]?.chargeCapacityMAh).toBeCloseTo(604, 6)
    expect(cycles[8]?.dischargeCapacityMAh).toBeCloseTo(1291, 6)
  })
})

describe('spectra, with Im Z negative when capacitive', () => {
  const cases: [file: string, format: string, points: number, first: [number, number, number]][] = [
    ['biologic-peis.mpr', 'biologic-mpr', 60, [10001, 5.521314, -1.551307]],
    ['gamry-eispot.dta', 'gamry-dta', 10, [10000, 224.6075, -3.767681]],
    ['zplot.z', 'zplot', 31, [300000, 642.62, -85.821]],
    ['autolab.txt', 'autolab', 41, [10000, 0.01378586, 0.007191946]],
    ['chi.txt', 'chi', 73, [99610, 98.91, -2.748]],
    ['maccor-fra.041', 'maccor-fra', 8, [999999, 0.773446, -0.849201]],
    ['bare-spectrum.csv', 'csv', 20, [0.0031623, 0.0494999, -0.0204387]],
  ]
  for (const [file, format, points, [f, re, im]] of cases) {
    it(`${file} is ${format}`, () => {
      const { table, ...reading } = impedance(fixture(file))
      expect(reading.format).toBe(format)
      expect(table.pointCount).toBe(points)
      expect(table.frequencyHz[0]).toBeCloseTo(f, 0)
      expect(table.reZOhm[0]).toBeCloseTo(re, 5)
      expect(table.imZOhm[0]).toBeCloseTo(im, 5)
    })
  }
})

describe('doubts and losses', () => {
  it('says where a text file breaks off', () => {
    const reading = cycling(fixture('truncated.csv'))
    expect(reading.warnings.find((warning) => warning.code === 'cut-off')).toMatchObject({
      message: 'The file breaks off inside row 60; 59 rows are whole.',
      atByte: fixture('truncated.csv').length,
    })
  })

  it('keeps the points that a cut .mpr still holds', () => {
    const whole = fixture('biologic-gcpl.mpr')
    const data = whole.subarray(0, whole.length)
    // Two of four records are left.
    const at = new TextDecoder('latin1').decode(data).indexOf('VMP data') - 6 + 6 + 59 + 0x3ef + 2 * 53 + 10
    const reading = cycling(whole.subarray(0, at))
    expect(reading.table.rowCount).toBe(2)
    expect(reading.warnings.find((warning) => warning.code === 'cut-off')?.message).toMatch(
      /declares 4 points and breaks off after 2/,
    )
  })

  it('takes what is left of a cut archive from its front', () => {
    const whole = fixture('neware-v17.ndax')
    const reading = readCyclerFile(whole.subarray(0, whole.length - 300), 'cut.ndax')
    expect(reading.ok).toBe(true)
    if (reading.ok) expect(codes(reading)).toContain('cut-off')
  })

  it('flags volts that are millivolts, and leaves them as they stand', () => {
    const reading = cycling(fixture('maccor-millivolt.txt'))
    expect(reading.table.voltageV[0]).toBe(1853.8186)
    expect(reading.warnings.find((warning) => warning.code === 'voltage-scale')?.message).toMatch(/may be in millivolt/)
  })

  it('gives a current without sign the sign of its step', () => {
    const lines = [
      'DataPoint,Step Type,Total Time,Current(mA),Voltage(V)',
      '1,CC Chg,00:00:00,1,3',
      '2,CC DChg,00:01:00,1,3',
    ]
    const reading = cycling(new TextEncoder().encode(`${lines.join('\n')}\n`))
    expect(Array.from(reading.table.currentA)).toEqual([0.001, -0.001])
    expect(codes(reading)).toContain('current-unsigned')
  })

  it('reads UTF-16 and a Chinese code page', () => {
    const text = '循环号,工步类型,数据序号,测试时间(s),电流(mA),电压(V)\r\n1,搁置,1,0,0,3.1\r\n1,恒流充电,2,1,2,3.2\r\n'
    const wide = new Uint8Array(2 + text.length * 2)
    wide.set([0xff, 0xfe])
    for (let i = 0; i < text.length; i++) new DataView(wide.buffer).setUint16(2 + 2 * i, text.charCodeAt(i), true)
    expect(cycling(wide).table.voltageV[1]).toBe(3.2)
    expect(cycling(wide).format).toBe('neware-csv')
    const gb = [0xd1, 0xad, 0xbb, 0xb7, 0xba, 0xc5]
    const header = new Uint8Array([...gb, ...strToU8(',Test Time(s),Current(mA),Voltage(V)\n7,0,0,3.1\n7,1,2,3.2\n')])
    expect(cycling(header).table.cycle?.[0]).toBe(7)
  })

  it('refuses what is nothing known with one sentence', () => {
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array([0, 0, 0xa1, 1, 0, 0, 9, 9]),
      strToU8('Dear all,\nsee you on Monday.\n'),
    ]) {
      const reading = readCyclerFile(bytes, 'x.041')
      expect(reading.ok).toBe(false)
      if (!reading.ok) expect(reading.message).toMatch(/^[A-Z].*\.$/)
    }
  })
})

describe('workbooks and mappings', () => {
  const sheet = (rows: (string | number)[][]) =>
    strToU8(
      `<worksheet><sheetData>${rows
        .map(
          (cells, row) =>
            `<row r="${row + 1}">${cells.map((cell, at) => (typeof cell === 'number' ? `<c r="${String.fromCharCode(65 + at)}${row + 1}"><v>${cell}</v></c>` : `<c r="${String.fromCharCode(65 + at)}${row + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`)).join('')}</row>`,
        )
        .join('')}</sheetData></worksheet>`,
    )
  const book = (sheets: Record<string, (string | number)[][]>) =>
    zipSync({
      'xl/workbook.xml': strToU8(
        `<workbook><sheets>${Object.keys(sheets)
          .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
          .join('')}</sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        `<Relationships>${Object.keys(sheets)
          .map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`)
          .join('')}</Relationships>`,
      ),
      ...Object.fromEntries(Object.values(sheets).map((rows, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheet(rows)])),
    })

  it('joins the channel sheets of an Arbin workbook', () => {
    const header = ['Data_Point', 'Test_Time(s)', 'Step_Index', 'Cycle_Index', 'Current(A)', 'Voltage(V)']
    const reading = cycling(
      book({
        Global_Info: [['Arbin', 1]],
        'Channel-6_1': [header, [1, 0, 1, 1, 0.001, 3]],
        'Channel-6_2': [header, [2, 60, 1, 1, 0.001, 3.1]],
        Statistics_1: [['Cycle_Index', 'Voltage(V)']],
      }),
    )
    expect(reading.format).toBe('arbin-xlsx')
    expect(Array.from(reading.table.voltageV)).toEqual([3, 3.1])
    expect(codes(reading)).toEqual([])
  })

  it('takes cycles and steps of a Neware workbook from its list of steps where the rows name none', () => {
    const reading = cycling(
      book({
        unit: [['Start Time', '2024-01-01']],
        step: [
          ['Cycle ID', 'Step ID', 'Step Type'],
          [1, 1, 'CC Chg'],
          [1, 2, 'CC DChg'],
          [2, 3, 'CC Chg'],
        ],
        record: [
          ['Record ID', 'Time(h:min:s.ms)', 'Voltage(V)', 'Current(mA)', 'Capacity(mAh)', 'Realtime'],
          [1, '00:00:00', 3, 1, 0, '2024-01-01  10:00:00'],
          [2, '01:00:00', 4, 1, 1, '2024-01-01  11:00:00'],
          [3, '00:00:00', 4, -1, 0, '2024-01-01  11:00:01'],
          [4, '00:30:00', 3, -1, 0.5, '2024-01-01  11:30:01'],
          [5, '00:00:00', 3, 1, 0, '2024-01-01  11:30:02'],
        ],
        record1: [
          ['Record ID', 'Time(h:min:s.ms)', 'Voltage(V)', 'Current(mA)', 'Capacity(mAh)', 'Realtime'],
          [6, '01:00:00', 4, 1, 1, '2024-01-01  12:30:02'],
        ],
      }),
    )
    expect(reading.format).toBe('neware-xlsx')
    expect(Array.from(reading.table.cycle ?? [])).toEqual([1, 1, 1, 1, 2, 2])
    expect(Array.from(reading.table.step ?? [])).toEqual([1, 1, 2, 2, 3, 3])
    expect(codes(reading)).toContain('steps-joined')
    expect(reading.table.testTimeS[5]).toBe(9002)
  })

  it('reads a Neware workbook of three levels in one sheet', () => {
    const reading = cycling(
      book({
        Sheet1: [
          ['Cycle Index', 'Chg. Cap.(mAh)', 'DChg. Cap.(mAh)'],
          ['', 'Step Index', 'Step Type', 'Capacity(mAh)'],
          ['', '', 'DataPoint', 'Time', 'Current(mA)', 'Voltage(V)', 'Capacity(mAh)', 'Date'],
          [1, 1, 0.5],
          ['', 1, 'CC Chg', 1],
          ['', '', 1, '00:00:00', 1, 3, 0, '2024-01-01 10:00:00'],
          ['', '', 2, '01:00:00', 1, 4, 1, '2024-01-01 11:00:00'],
          ['', 2, 'CC DChg', 0.5],
          ['', '', 3, '00:00:00', -1, 4, 0, '2024-01-01 11:00:00'],
          ['', '', 4, '00:30:00', -1, 3, 0.5, '2024-01-01 11:30:00'],
        ],
      }),
    )
    expect(reading.format).toBe('neware-xlsx')
    expect(Array.from(reading.table.voltageV)).toEqual([3, 4, 4, 3])
    expect(Array.from(reading.table.step ?? [])).toEqual([1, 1, 2, 2])
    expect(reading.table.dischargeCapacityAh?.[3]).toBeCloseTo(0.0005, 12)
  })

  it('leaves the titles of steps in a Landt workbook out', () => {
    const header = ['Index', 'Test Time', 'Voltage/V', 'Current/mA', 'Capacity/mAh', 'SCapacity/mAh/g']
    const reading = cycling(
      book({
        Record: [
          ['BTRS', 'x'],
          header,
          ['', '', '', 'Charge CC'],
          [1, '00:00:00', 3, 1, 0, 0],
          [2, '01:00:00', 4, 1, 1, 100],
          ['', '', '', 'Discharge CC'],
          [3, '01:00:01', 4, -1, 0, 0],
          [4, '02:00:01', 3, -1, 1, 100],
        ],
      }),
    )
    expect(reading.format).toBe('landt-xlsx')
    expect(Array.from(reading.table.testTimeS)).toEqual([0, 3600, 3601, 7201])
    expect(reading.table.dischargeCapacityAh?.[3]).toBeCloseTo(0.001, 12)
  })

  it('reads any table by a mapping that a person made', () => {
    const bytes = strToU8('Zeit;Spg;Strom\n0;3100;1,5\n60;3200;1,6\n')
    expect(readCyclerFile(bytes, 'x.csv').ok).toBe(false)
    const reading = readCyclerFile(bytes, 'x.csv', {
      columnMap: {
        columns: {
          Zeit: { quantity: 'testTime', unit: 's' },
          Spg: { quantity: 'voltage', unit: 'mV' },
          Strom: { quantity: 'current', unit: 'mA' },
        },
      },
    })
    if (!reading.ok || reading.kind !== 'cycling') throw new Error('expected a cycling record')
    expect(Array.from(reading.table.voltageV)).toEqual([3.1, 3.2])
    expect(Array.from(reading.table.currentA)).toEqual([0.0015, 0.0016])
  })
})

describe('tables as further programs write them', () => {
  it('reads fields that stand apart by blanks, with a header and without', () => {
    const named = impedance(strToU8("f Z' Z''\n1000 10 -1\n100 12 -3\n10 15 -2\n1 17 -0.5\n"))
    expect(Array.from(named.table.imZOhm)).toEqual([-1, -3, -2, -0.5])
    const bare = impedance(strToU8('made by me\n4\n  1000   10  -1\n  100   12  -3\n  10   15  -2\n  1   17  -0.5\n'))
    expect(Array.from(bare.table.frequencyHz)).toEqual([1000, 100, 10, 1])
  })

  it('turns the sign of parts whose name carries a minus', () => {
    const parts = impedance(strToU8("f,-Z',-Z''\n1000,-10,1\n1,-12,3\n"))
    expect(Array.from(parts.table.reZOhm)).toEqual([10, 12])
    expect(Array.from(parts.table.imZOhm)).toEqual([-1, -3])
    const polar = impedance(strToU8('frequency,|Z|,-phase\n1000,10,90\n1,12,0\n'))
    expect(polar.table.imZOhm[0]).toBeCloseTo(-10, 12)
    expect(impedance(strToU8('Frequency\tZre\tZimg\r\n0.1\t4\t-5\r\n10\t3\t-2\r\n')).table.pointCount).toBe(2)
  })

  it('reads the response file of Autolab’s FRA program, also when it is cut', () => {
    const point = (f: number) => `${f}\n10\n2\n0\n0\n0\n0\n0\n0\n`
    const whole = impedance(strToU8(`VERSION8.0\n 2\n 1\n${point(1000)}${point(10)}`))
    expect(whole.format).toBe('autolab-dfr')
    expect(Array.from(whole.table.imZOhm)).toEqual([-2, -2])
    const cut = impedance(strToU8(`VERSION8.0\n 3\n 1\n${point(1000)}${point(10)}1\n`))
    expect(codes(cut)).toEqual(['cut-off'])
  })

  it('takes commas inside quoted numbers for thousands, or for decimals where all are', () => {
    const thousands = cycling(
      strToU8('TestTime(s),Current(A),Voltage(V)\n"5,577,644.47","1,499.8856",3.92\n"5,577,649.47",12.5,3.93\n'),
    )
    expect(Array.from(thousands.table.testTimeS)).toEqual([5577644.47, 5577649.47])
    expect(thousands.table.currentA[0]).toBe(1499.8856)
    const decimals = cycling(strToU8('Test Time (s),Current (A),Voltage (V)\n"0","0,5","3,92"\n"1,5","0,5","3,93"\n'))
    expect(Array.from(decimals.table.voltageV)).toEqual([3.92, 3.93])
  })

  it('reads Gamry’s square waves and its recordings at a fixed rate', () => {
    const wave = 'EXPLAIN\r\nTAG\tSQUARE_WAVE\r\nCURVE\tTABLE\t2\r\n\tPt\tT\tVfwd\tVrev\tVstep\tIfwd\tIrev\tIdif\r\n'
    const rows =
      '\t#\ts\tV\tV\tV\tA\tA\tA\r\n\t0\t0.01\t-0.02\t0.03\t0\t2e-7\t-1e-6\t1e-6\r\n\t1\t0.02\t-0.04\t0.04\t0\t1e-7\t-3e-7\t4e-7\r\n'
    const square = cycling(strToU8(wave + rows)).table
    expect(Array.from(square.voltageV)).toEqual([-0.02, -0.04])
    expect(Array.from(square.currentA)).toEqual([2e-7, 1e-7])
    const fixed = cycling(
      strToU8(
        'VFP600\nTAG\tVFP600\nFREQ\tQUANT\t5.0\tHz\nVFPCURVE\tTABLE\n\tVoltage\tCurrent\n\tV\tA\n\t3\t1e-3\n\t4\t1e-3\n',
      ),
    )
    expect(fixed.format).toBe('gamry-dta')
    expect(Array.from(fixed.table.testTimeS)).toEqual([0, 0.2])
  })

  it('keeps both sides of a record that holds a spectrum between its rows', () => {
    const row = (t: number) => `${t},3.5,0.001,,,`
    const rows = Array.from({ length: 60 }, (_, t) => row(t))
    const csv = [
      'Test Time (s),Voltage (V),Current (A),freq/Hz,Re(Z)/Ohm,-Im(Z)/Ohm',
      ...rows,
      '60,3.5,0,100,5,1',
      '61,3.5,0,10,6,2',
    ]
    const reading = cycling(strToU8(csv.join('\n')))
    expect(reading.table.rowCount).toBe(62)
    expect(Array.from(reading.spectra?.imZOhm ?? [])).toEqual([-1, -2])
    const mostly = impedance(strToU8([csv[0], ...rows.slice(0, 5), ...csv.slice(-2)].join('\n')))
    expect(mostly.table.pointCount).toBe(2)
    expect(mostly.record?.rowCount).toBe(7)
  })

  it('names the columns of a table whose lines hold nothing', () => {
    const reading = readCyclerFile(
      strToU8('Step,Voltage (V),Current (A)\nhold,charge,now\nrest,none,now\n'),
      'schedule.csv',
    )
    expect(reading.ok ? '' : reading.message).toMatch(/no line holds a measurement/)
  })
})

describe('doubts about what the numbers mean', () => {
  it('says which units it took where a Maccor file gives none', () => {
    const text =
      'Rec,Cycle C,Step,TestTime,StepTime,Capacity,Current,Voltage,MD,ES,DPT Time\n1,0,1,0,0,0,1.5,3.5,C,1,2024-01-01 10:00:00\n2,0,1,1,1,0.1,1.5,3.6,C,1,2024-01-01 10:01:00\n'
    const reading = cycling(strToU8(text))
    expect(reading.format).toBe('maccor-text')
    const said = reading.warnings.find((warning) => warning.code === 'units-assumed')?.message
    expect(said).toContain('Current in mA')
    expect(said).toContain('Capacity in mAh')
  })

  it('doubts a current whose charge lowers the voltage', () => {
    const lines = Array.from(
      { length: 40 },
      (_, i) => `${i * 60},${i < 20 ? 4 - i * 0.02 : 3.6 + (i - 20) * 0.02},${i < 20 ? 1 : -1}`,
    )
    expect(codes(cycling(strToU8(['Test Time (s),Voltage (V),Current (A)', ...lines].join('\n'))))).toContain(
      'current-sign',
    )
    const right = lines.map((line) => line.replace(/,(-?)1$/, (_, sign) => (sign ? ',1' : ',-1')))
    expect(codes(cycling(strToU8(['Test Time (s),Voltage (V),Current (A)', ...right].join('\n'))))).toEqual([])
  })

  it('goes by the voltage where neither sign nor word tells the direction', () => {
    const lines = Array.from(
      { length: 40 },
      (_, i) => `${i < 20 ? 1 : 2},${i * 60},${i < 20 ? 3 + i * 0.05 : 4 - (i - 20) * 0.05},1`,
    )
    const reading = cycling(strToU8(['Step,Test Time (s),Voltage (V),Current (A)', ...lines].join('\n')))
    expect(codes(reading)).toEqual(['current-sign-guessed'])
    expect(reading.table.currentA[0]).toBe(1)
    expect(reading.table.currentA[39]).toBe(-1)
  })
})

describe('what people do to files', () => {
  it('names what is in an archive of several files, and what a lone file of a Neware server is', () => {
    const several = readCyclerFile(zipSync({ 'a.csv': strToU8('a'), 'b.csv': strToU8('b') }), 'x.zip')
    expect(several.ok ? '' : several.message).toMatch(/holds 2 files \(a.csv, b.csv\)/)
    const page = new Uint8Array(4096)
    page.set([18, 0, 14, 0, 1])
    const lone = readCyclerFile(page, 'x_runInfo.ndc')
    expect(lone.ok ? '' : lone.message).toMatch(/times and capacities/)
  })

  it('opens a gzip and a zip of one file', () => {
    const csv = fixture('bdf.csv')
    expect(cycling(gzipSync(csv), 'x.csv.gz').table.rowCount).toBe(3)
    expect(cycling(zipSync({ 'x.csv': csv }), 'x.zip').table.rowCount).toBe(3)
  })

  it('reads lines that each stand in one pair of quotes', () => {
    const text = 'Run Time (h),Potential (V),Current (A)\n"0,3.1,0.5"\n"1,3.2,0.5"\n'
    const { table } = cycling(strToU8(text))
    expect(Array.from(table.voltageV)).toEqual([3.1, 3.2])
    expect(table.testTimeS[1]).toBe(3600)
    expect(Array.from(table.currentA)).toEqual([0.5, 0.5])
  })

  it('reads a wait, which has a time and nothing else, as no rows', () => {
    const reading = cycling(strToU8('EC-Lab ASCII FILE\r\nNb header lines : 3\r\nmode\ttime/s\tI Range\t\r\n'))
    expect(reading.format).toBe('biologic-mpt')
    expect(reading.table.rowCount).toBe(0)
    expect(codes(reading)).toContain('no-rows')
  })

  it('says what to do with files of known strangers', () => {
    const maccor = readCyclerFile(new Uint8Array([0, 0, 0xa1, 1, 0, 0, 1, 2]), 'x.041')
    expect(maccor).toMatchObject({ ok: false, message: expect.stringMatching(/Maccor's raw binary/) })
    const paper = readCyclerFile(Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0, 1, 2), 'x.pdf')
    expect(paper).toMatchObject({ ok: false, message: expect.stringMatching(/This is a PDF/) })
  })

  it('takes old Neware exports whose levels use short words', () => {
    const lines = [
      'Cycle ID\tCap_Chg(mAh)\tCap_DChg(mAh)',
      '\tStep ID\tStep Name\tStep Time(h:min:s.ms)',
      '\t\tRecord ID\tTime(h:min:s.ms)\tVol(mV)\tCur(mA)\tCap(mAh)\tRealtime',
      '1\t0.5\t0.4',
      '\t1\tCC_Chg\t0:00:10.000',
      '\t\t1\t0:00:00.000\t3100\t1\t0\t2017-12-01 10:00:00',
      '\t\t2\t0:00:10.000\t3200\t1\t0.5\t2017-12-01 10:00:10',
      '\t2\tCC_DChg\t0:00:10.000',
      '\t\t3\t0:00:10.000\t3000\t-1\t0.4\t2017-12-01 10:00:20',
    ]
    const { table } = cycling(strToU8(`${lines.join('\n')}\n`))
    expect(Array.from(table.voltageV)).toEqual([3.1, 3.2, 3])
    expect(Array.from(table.testTimeS)).toEqual([0, 10, 20])
    const [cycle] = cycleFigures(table, { kind: 'full' })
    expect(cycle?.chargeCapacityMAh).toBeCloseTo(0.5, 9)
    expect(cycle?.dischargeCapacityMAh).toBeCloseTo(0.4, 9)
  })
})
