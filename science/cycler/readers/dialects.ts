import type { Synonym } from '../text/header'
import { contentEnd, lineStarts, nextLine, type OpenText } from '../text/openText'
import type { TextDialect } from '../text/textTable'

/**
 * How each maker's text differs from the others. Most differ only in their words; what is here is how to know a file and where
 * its words mean something of their own.
 */
export const newareWords: readonly Synonym[] = [
  { quantity: 'testTime', names: ['total time', 'cumulative time', '总时间', '测试时间'] },
  // `Time` alone runs within the step.
  { quantity: 'stepTime', names: ['time', 'relative time', '时间', '相对时间'] },
]

export const neware: TextDialect = {
  format: 'neware-csv',
  instrument: 'Neware',
  recognises: (head) =>
    /DataPoint|Record ID|Record number|记录序号|数据序号/i.test(head) &&
    /Step Type|Step ID|Step Index|工步/i.test(head),
  synonyms: newareWords,
}

/** BTSDA's report of cycles alone, below a head that also lists the steps that were set. */
const newareReport: TextDialect = {
  format: 'neware-csv',
  instrument: 'Neware',
  recognises: (head) => /^Cycle ID[\t,]Cap_Chg[\t,]/m.test(head),
  synonyms: [
    { quantity: 'chargeCapacity', names: ['cap chg'], unit: 'mAh', isGuess: true },
    { quantity: 'dischargeCapacity', names: ['cap dchg'], unit: 'mAh', isGuess: true },
    { quantity: 'chargeEnergy', names: ['engy chg'], unit: 'mWh', isGuess: true },
    { quantity: 'dischargeEnergy', names: ['engy dchg'], unit: 'mWh', isGuess: true },
  ],
  headerAt(open) {
    const starts = lineStarts(open.bytes, open.start, 400)
    return starts.find((start) => /^Cycle ID[\t,]Cap_Chg/.test(open.decode(start, start + 20))) ?? null
  },
}

const biologic: TextDialect = {
  format: 'biologic-mpt',
  instrument: 'BioLogic',
  recognises: (head) => /^(EC|BT)-Lab ASCII FILE/.test(head) || /^mode\tox\/red\terror\t/.test(head),
  headerAt(open) {
    const starts = lineStarts(open.bytes, open.start, 3)
    const second = open.decode(starts[1] ?? open.start, starts[2] ?? open.start)
    const count = Number(/Nb header lines\s*:\s*(\d+)/.exec(second)?.[1] ?? 0)
    if (count < 1 || count > 20000) return null
    const lines = lineStarts(open.bytes, open.start, count)
    return lines.length === count ? (lines.at(-1) ?? null) : null
  },
  details: (head) => ({
    ...found('technique', /^(?:EC|BT)-Lab ASCII FILE\r?\n[^\n]*\n\s*\n?([^\r\n]+)/.exec(head)?.[1]),
    ...found('started', /Acquisition started on : ([^\r\n]+)/.exec(head)?.[1]),
    ...found('channel', /Run on channel : ([^\r\n]+)/.exec(head)?.[1]),
  }),
}

const arbin: TextDialect = {
  format: 'arbin-csv',
  instrument: 'Arbin',
  recognises: (head) => /Data[_ ]Point/.test(head) && /Test[_ ]Time/.test(head) && /Step[_ ]Index/.test(head),
}

const batteryArchive: TextDialect = {
  format: 'batteryarchive-csv',
  instrument: 'Arbin via batteryarchive',
  recognises: (head) => /^(Date_Time,Test_Time \(s\),Cycle_Index|Cycle_Index,Start_Time,End_Time,Test_Time)/.test(head),
}

const maccorWords: readonly Synonym[] = [
  // TestTime as a plain number is minutes; `0d 00:00:00` says its own.
  { quantity: 'testTime', names: ['testtime'], unit: 'min' },
  { quantity: 'stepTime', names: ['steptime'], unit: 'min' },
  { quantity: 'cycle', names: ['cycle c', 'cyc'] },
  { quantity: 'ignored', names: ['cycle p'] },
  // The csv variant of MIMS gives no units; its bare columns are milliampere and milliampere hours.
  { quantity: 'current', names: ['current'], unit: 'mA', isGuess: true },
  { quantity: 'capacity', names: ['capacity'], unit: 'mAh', isGuess: true },
  { quantity: 'energy', names: ['energy'], unit: 'mWh', isGuess: true },
]

const maccor: TextDialect = {
  format: 'maccor-text',
  instrument: 'Maccor',
  recognises: (head) => /^\s*"?Today'*s Date/m.test(head) || /^"?Rec#?[\t,;]"?(Cyc#|Cycle [CP])/m.test(head),
  synonyms: maccorWords,
}

const maccorFra: TextDialect = {
  format: 'maccor-fra',
  instrument: 'Maccor FRA',
  recognises: (head) =>
    /^MACCOR, INC\..*Impedance/i.test(head) || /^Freq\(Hz\)\tPolar\(V\)\ttime\(sec\)\tZ'\(a\)/m.test(head),
}

const landt: TextDialect = {
  format: 'landt-csv',
  instrument: 'Landt',
  recognises: (head) =>
    /^channel_index,cycle_index,step_index/m.test(head) ||
    /^Rec#[\t,]Cyc#[\t,]Step[\t,]Test\(sec\)/im.test(head) ||
    /SCapacity/.test(head),
}

const novonix: TextDialect = {
  format: 'novonix-csv',
  instrument: 'Novonix',
  recognises: (head) =>
    /Novonix/i.test(head.slice(0, 400)) || (/^"?\[Summary\]/.test(head) && /^"?\[Data\]/m.test(head)),
  synonyms: [{ quantity: 'step', names: ['step number'] }],
  details: (head) => ({
    ...found('cell', /^"?Cell: ([^\r\n"]+)/m.exec(head)?.[1]),
    ...found('started', /^"?Started: ([^\r\n"]+)/m.exec(head)?.[1]),
  }),
}

const basytec: TextDialect = {
  format: 'basytec-text',
  instrument: 'BaSyTec',
  recognises: (head) => /^~.*basytec/im.test(head.slice(0, 2000)) || /^~?Time\[[^\]]+\][\t;]DataSet[\t;]/m.test(head),
  splitHeader: (line) => (/^~Time\[/.test(line) ? line.slice(1).split(line.includes('\t') ? '\t' : ';') : null),
  // `State` is a number here; the words stand in `Command`.
  synonyms: [
    { quantity: 'stepName', names: ['command'] },
    { quantity: 'ignored', names: ['state', 'count'] },
    { quantity: 'step', names: ['line'] },
  ],
}

const pec: TextDialect = {
  format: 'pec-csv',
  instrument: 'PEC',
  recognises: (head) => /^#RESULTS CHECK/m.test(head) || /^"?Test"?,"?Cell"?,"?Rack/m.test(head),
}

const bdf: TextDialect = {
  format: 'bdf-csv',
  instrument: 'BDF (any)',
  recognises: (head) =>
    /^"?(Test Time \/ \w+|test_time_\w+)"?|(^|[,;\t])"?(Test Time \/ \w+|test_time_second)"?[,;\t\r\n]/.test(
      firstLine(head),
    ),
}

/** ZPlot's header is one quoted string with blanks between the names. */
const blankSeparated = (line: string) =>
  /^\s*"\s*Freq\s*\(Hz\)\s+\S/i.test(line)
    ? line
        .replace(/"/g, '')
        .trim()
        .split(/\s{2,}/)
    : null

const zplot: TextDialect = {
  format: 'zplot',
  instrument: 'ZPlot',
  recognises: (head) => /^(ZPLOT2 ASCII|"?ZPlotW? Data File)/.test(head),
  splitHeader: blankSeparated,
}

const autolab: TextDialect = {
  format: 'autolab',
  instrument: 'Autolab',
  recognises: (head) => /^"?Z60W Data File/.test(head),
  splitHeader: blankSeparated,
}

const versaStudio: TextDialect = {
  format: 'versastudio',
  instrument: 'VersaStudio',
  synonyms: [
    { quantity: 'voltage', names: ['e'] },
    { quantity: 'ignored', names: ['e real', 'e imag', 'i real', 'i imag'] },
  ],
  recognises: (head) => /^<Application>\r?\nName=VersaStudio/.test(head),
  splitHeader: (line) =>
    /^Definition=/.test(line)
      ? line
          .slice('Definition='.length)
          .split(',')
          .map((name) => name.trim())
      : [],
  tableEnd(open, from) {
    // A segment without points closes on the line below its names.
    const closing = indexOfText(open, '\n</', from - 1)
    return closing < 0 ? open.bytes.length : closing + 1
  },
}

const chi: TextDialect = {
  format: 'chi',
  instrument: 'CH Instruments',
  recognises: (head) => /^Instrument Model:\s+CHI/m.test(head),
}

/** Frequency, real and imaginary part as three bare columns: the plainest spectrum there is. */
function bareSpectrum(open: OpenText): { names: string[]; from: number } | null {
  const frequencies: number[] = []
  let from = open.start
  let before = ''
  for (const start of lineStarts(open.bytes, open.start, 100)) {
    const line = open.decode(start, contentEnd(open.bytes, start, nextLine(open.bytes, start))).trim()
    if (line === '') continue
    const numbers = line.split(/[\s,;]+/).map(Number)
    const isPoint = numbers.length === 3 && numbers.every(Number.isFinite) && (numbers[0] as number) > 0
    if (isPoint) {
      if (frequencies.length === 0) {
        // A line of three names just above the points is a header, and one that was not understood.
        if (before.split(/[,;\t]/).length === 3) return null
        from = start
      }
      frequencies.push(numbers[0] as number)
    } else if (frequencies.length > 0) return null
    // Before the points a few lines may say what the file is, and how many points follow.
    else if (start - open.start > 4000) return null
    else before = line
  }
  const first = frequencies[0] ?? 0
  const last = frequencies.at(-1) ?? 0
  const way = Math.sign(last - first)
  const turns = frequencies.filter(
    (value, index) => index > 0 && Math.sign(value - (frequencies[index - 1] as number)) !== way,
  ).length
  const isSweep = turns <= frequencies.length / 20
  return frequencies.length >= 4 && isSweep && Math.max(first / last, last / first) > 10
    ? { names: ['Freq/Hz', "Z'/Ohm", "Z''/Ohm"], from }
    : null
}

/** Any table whose header can be understood. */
export const anyTable: TextDialect = {
  format: 'csv',
  instrument: 'unknown',
  recognises: () => true,
  namesWithoutHeader: bareSpectrum,
}

/** In the order of asking. */
export const dialects: readonly TextDialect[] = [
  biologic,
  maccorFra,
  zplot,
  autolab,
  versaStudio,
  chi,
  novonix,
  basytec,
  pec,
  batteryArchive,
  bdf,
  landt,
  maccor,
  newareReport,
  neware,
  arbin,
]

function found(key: string, value: string | undefined): Record<string, string> {
  const text = value?.trim()
  return text === undefined || text === '' ? {} : { [key]: text.slice(0, 300) }
}

function firstLine(head: string): string {
  return `${head.split(/\r?\n/, 1)[0] ?? ''}\n`
}

function indexOfText(open: OpenText, text: string, from: number): number {
  const { bytes } = open
  const first = text.charCodeAt(0)
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let same = true
    for (let i = 1; i < text.length; i++) {
      if (bytes[at + i] !== text.charCodeAt(i)) {
        same = false
        break
      }
    }
    if (same) return at
  }
  return -1
}
