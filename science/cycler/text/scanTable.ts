/**
 * Reads a delimited table straight from bytes into typed columns: no strings for numbers, one pass, no growth (the lines are
 * counted first). It never throws; what is no number is NaN and counted.
 */
export type FieldKind = 'number' | 'duration' | 'moment' | 'words'

export interface Field {
  /** position in the line, from 0 */
  at: number
  kind: FieldKind
}

export interface ScanPlan {
  from: number
  to: number
  delimiter: number
  /** 44 when numbers use a decimal comma, else 46 */
  decimalMark: number
  fields: readonly Field[]
  /** A line is a row when at least one of these fields holds a value (field numbers, indices of `fields`). */
  rowNeeds: readonly number[]
  /** every line is wrapped in one pair of quotes */
  wrapped: boolean
  /** day before month in dates with slashes or dots; found out by the caller */
  dayFirst: boolean
  /** fields that a line has to have before it counts as short */
  expectedFields: number
  decodeWords(from: number, to: number): string
  /** told the byte of each line that became a row */
  onRow?(lineAt: number): void
  /** told which part of the bytes (0 to 1) is read, about a hundred times */
  onProgress?(share: number): void
}

export interface Scan {
  rowCount: number
  /** per field: numbers, or word codes */
  values: Float64Array[]
  /** per field of kind `words`: the words that the codes stand for */
  words: string[][]
  /** lines that held no row: titles, notes, blank ones are not counted */
  skippedLines: number
  firstSkipped: number
  /** fields with text where a number belongs, per field */
  notNumbers: number[]
  firstNotNumber: number
  /** the last line has fewer fields than the others */
  lastLineIsShort: boolean
  lastLineAt: number
  shortLines: number
  firstShort: number
  /** per field: times stand as hours, minutes and seconds rather than as a number */
  isClock: boolean[]
  /** a date's first part was above 12, so it is the day */
  sawDayFirst: boolean
}

const tens = Array.from({ length: 23 }, (_, power) => 10 ** power)
const maxWords = 200

export function scanTable(bytes: Uint8Array, plan: ScanPlan): Scan {
  const { to, delimiter, decimalMark, fields, wrapped } = plan
  // A carriage return ends a line alone only where no line feed does.
  const returnsAlone = isOnlyReturns(bytes, plan.from, to)
  const capacity = countLines(bytes, plan.from, to, returnsAlone ? 13 : 10)
  const values = fields.map(() => new Float64Array(capacity))
  const words: string[][] = fields.map(() => [])
  const lastWord = fields.map(() => ({ from: 0, to: 0, code: -1 }))
  const codeOf = fields.map(() => new Map<string, number>())
  const notNumbers = fields.map(() => 0)
  const isClock = fields.map(() => false)
  let sawClock = false
  const widest = fields.reduce((most, field) => Math.max(most, field.at), -1)
  const sink = new Int32Array(widest + 2).fill(-1)
  fields.forEach((field, index) => {
    sink[field.at] = index
  })
  const kinds = fields.map((field) => field.kind)
  const needed = new Uint8Array(fields.length)
  for (const index of plan.rowNeeds) needed[index] = 1

  let rows = 0
  let skippedLines = 0
  let firstSkipped = -1
  let firstNotNumber = -1
  let shortLines = 0
  let firstShort = -1
  let lastLineIsShort = false
  let lastLineAt = plan.from
  let sawDayFirst = false
  let at = plan.from
  // The number that `readNumber` left, and where it stopped.
  let stopped = 0

  /** Reads a number at `from`, exact to the last bit: whole numbers below 2^53 and small powers by the table, the rest by the language's own parser. */
  function readNumber(from: number, end: number): number {
    let i = from
    let negative = false
    const first = bytes[i]
    if (first === 45) {
      negative = true
      i++
    } else if (first === 43) i++
    let mantissa = 0
    let digits = 0
    let scale = 0
    const digitsFrom = i
    let sawMark = false
    for (; i < end; i++) {
      const byte = bytes[i] as number
      if (byte >= 48 && byte <= 57) {
        if (digits < 17) {
          mantissa = mantissa * 10 + (byte - 48)
          if (mantissa > 0) digits++
          if (sawMark) scale--
        } else {
          digits++
          if (!sawMark) scale++
        }
      } else if (byte === decimalMark && !sawMark) sawMark = true
      else break
    }
    if (i === digitsFrom || (sawMark && i === digitsFrom + 1)) {
      stopped = i
      return wordNumber(from, end)
    }
    let exponent = 0
    const mark = bytes[i]
    if (i < end && (mark === 69 || mark === 101)) {
      let j = i + 1
      let down = false
      if (bytes[j] === 45) {
        down = true
        j++
      } else if (bytes[j] === 43) j++
      const exponentFrom = j
      for (; j < end; j++) {
        const byte = bytes[j] as number
        if (byte < 48 || byte > 57) break
        if (exponent < 1000) exponent = exponent * 10 + (byte - 48)
      }
      if (j > exponentFrom) {
        i = j
        if (down) exponent = -exponent
      }
    }
    stopped = i
    const power = scale + exponent
    let value: number
    if (mantissa === 0) value = 0
    else if (mantissa <= Number.MAX_SAFE_INTEGER && power >= -22 && power <= 22) {
      value = power < 0 ? mantissa / (tens[-power] as number) : mantissa * (tens[power] as number)
    } else return parseSlice(from, i)
    return negative ? -value : value
  }

  function parseSlice(from: number, end: number): number {
    let text = ''
    for (let i = from; i < end; i++) text += String.fromCharCode(bytes[i] === decimalMark ? 46 : (bytes[i] as number))
    return Number.parseFloat(text)
  }

  /** Programs write these where they have no value: empty, and no cause for doubt. */
  function saysNothing(from: number, end: number): boolean {
    if (end - from > 4) return false
    let text = ''
    for (let i = from; i < end; i++) text += String.fromCharCode(bytes[i] as number)
    return /^(nan|null|none|n\/?a|-{1,4})$/i.test(text)
  }

  /** A comma inside a number can only part its thousands where it parts neither fields nor decimals. */
  function mayGroup(quoted: boolean): boolean {
    return bytes[stopped] === 44 && decimalMark === 46 && (quoted || delimiter !== 44)
  }

  /** `5,577,644.47`, as spreadsheets group thousands. */
  function readGrouped(from: number, end: number): number {
    let text = ''
    for (let i = from; i < end; i++) text += String.fromCharCode(bytes[i] as number)
    return /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text) ? Number.parseFloat(text.replaceAll(',', '')) : Number.NaN
  }

  /** `inf` and `-inf` as instruments and spreadsheets write them; anything else is no number. */
  function wordNumber(from: number, end: number): number {
    let i = from
    const negative = bytes[i] === 45
    if (negative || bytes[i] === 43) i++
    if (end - i >= 3 && lower(bytes[i]) === 105 && lower(bytes[i + 1]) === 110 && lower(bytes[i + 2]) === 102) {
      stopped = end
      return negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
    }
    return Number.NaN
  }

  /** `12:34:56.7`, `144:02:18`, `  0d 00:00:00.0000`, `1-02:03:04`, or a plain number. */
  function readDuration(from: number, end: number): number {
    let i = from
    const negative = bytes[i] === 45
    if (negative) i++
    let days = 0
    let part = readNumber(i, end)
    i = stopped
    if (Number.isNaN(part)) return part
    while (i < end && bytes[i] === 32) i++
    const mark = bytes[i]
    if (
      i < end &&
      (mark === 100 || mark === 68 || (mark === 45 && bytes.indexOf(58, i) < end && bytes.indexOf(58, i) > 0))
    ) {
      days = part
      i++
      while (i < end && bytes[i] === 32) i++
      part = i < end ? readNumber(i, end) : 0
      i = stopped
    }
    let seconds = part
    let parts = 1
    while (i < end && bytes[i] === 58 && parts < 4) {
      const next = readNumber(i + 1, end)
      if (Number.isNaN(next)) break
      seconds = seconds * 60 + next
      parts++
      i = stopped
    }
    while (i < end && bytes[i] === 32) i++
    // Something behind it: a date, or a word.
    if (i < end) return Number.NaN
    if (parts > 1 || days !== 0) sawClock = true
    if (parts === 1) return days === 0 ? (negative ? -part : part) : days * 86400 + part
    if (parts === 2) seconds *= 60
    const value = days * 86400 + seconds
    return negative ? -value : value
  }

  /** Seconds since 1970 of a date as instruments write it; the clock is taken as it stands, without a zone. */
  function readMoment(from: number, end: number): number {
    const numbers = moment
    let count = 0
    let month = 0
    let i = from
    let fraction = 0
    let separator = 0
    let afternoon = 0
    while (i < end && count < 7) {
      const byte = bytes[i] as number
      if (byte >= 48 && byte <= 57) {
        let value = 0
        const start = i
        while (i < end && (bytes[i] as number) >= 48 && (bytes[i] as number) <= 57)
          value = value * 10 + ((bytes[i++] as number) - 48)
        if (separator === 46 && count === (month > 0 ? 5 : 6)) {
          fraction = value / 10 ** (i - start)
          break
        }
        numbers[count++] = value
        if (count === 1 && i - start >= 5) {
          // One long number: seconds since 1970, or days of a spreadsheet.
          const whole = readNumber(start, end)
          if (whole > 1e11) return whole / 1000
          if (whole > 1e8) return whole
          return whole > 20000 && whole < 80000 ? Math.round((whole - 25569) * 86400000) / 1000 : Number.NaN
        }
        separator = bytes[i] ?? 0
        // A decimal comma in the seconds.
        if (separator === 44 && count >= 5) separator = 46
        continue
      }
      const letter = lower(byte)
      if (letter >= 97 && letter <= 122) {
        const next = lower(bytes[i + 1])
        if (next === 109 && (letter === 97 || letter === 112) && count >= 5) afternoon = letter === 112 ? 2 : 1
        else if (count <= 2 && month === 0 && i + 2 < end) {
          const name = String.fromCharCode(letter, next, lower(bytes[i + 2]))
          const found = monthNames.indexOf(name)
          if (found >= 0) month = found + 1
        }
        while (i < end && lower(bytes[i]) >= 97 && lower(bytes[i]) <= 122) i++
        continue
      }
      i++
    }
    // AM or PM may stand after the last number.
    for (let j = i; j + 1 < end; j++) {
      const letter = lower(bytes[j])
      if (lower(bytes[j + 1]) === 109 && (letter === 97 || letter === 112)) afternoon = letter === 112 ? 2 : 1
    }
    let year: number
    let day: number
    let rest: number
    if (month > 0) {
      if (count < 4) return Number.NaN
      day = numbers[0] as number
      year = numbers[1] as number
      rest = 2
    } else {
      if (count < 5) return Number.NaN
      rest = 3
      if ((numbers[0] as number) > 31) {
        year = numbers[0] as number
        month = numbers[1] as number
        day = numbers[2] as number
      } else {
        year = numbers[2] as number
        if ((numbers[0] as number) > 12) sawDayFirst = true
        const dayLeads = plan.dayFirst || (numbers[0] as number) > 12
        day = numbers[dayLeads ? 0 : 1] as number
        month = numbers[dayLeads ? 1 : 0] as number
      }
    }
    if (year < 100) year += 2000
    let hour = rest < count ? (numbers[rest] as number) : 0
    const minute = rest + 1 < count ? (numbers[rest + 1] as number) : 0
    const second = rest + 2 < count ? (numbers[rest + 2] as number) : 0
    if (afternoon === 2 && hour < 12) hour += 12
    if (afternoon === 1 && hour === 12) hour = 0
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1900 || year > 2200) return Number.NaN
    return daysSince1970(year, month, day) * 86400 + hour * 3600 + minute * 60 + second + fraction
  }

  function readWords(index: number, from: number, end: number): number {
    const last = lastWord[index] as { from: number; to: number; code: number }
    if (last.code >= 0 && last.to - last.from === end - from) {
      let same = true
      for (let i = from, j = last.from; i < end; i++, j++) {
        if (bytes[i] !== bytes[j]) {
          same = false
          break
        }
      }
      if (same) return last.code
    }
    const text = plan.decodeWords(from, end)
    const known = codeOf[index] as Map<string, number>
    let code = known.get(text)
    if (code === undefined) {
      const list = words[index] as string[]
      code = list.length < maxWords ? list.push(text) - 1 : maxWords - 1
      known.set(text, code)
    }
    last.from = from
    last.to = end
    last.code = code
    return code
  }

  const stride = (to - plan.from) / 100
  let tellAt = plan.onProgress === undefined ? Number.POSITIVE_INFINITY : plan.from + stride
  while (at < to) {
    const lineAt = at
    if (at >= tellAt) {
      plan.onProgress?.((at - plan.from) / (to - plan.from))
      tellAt = at + stride
    }
    let fieldNumber = 0
    let held = false
    let blank = true
    let bad = -1
    let badField = -1
    if (wrapped && bytes[at] === 34) at++
    for (let index = 0; index < fields.length; index++) (values[index] as Float64Array)[rows] = Number.NaN
    for (;;) {
      // One field: its content is [from, end), the delimiter or line end stands at `at`.
      let from = at
      let end: number
      let quoted = false
      while (from < to && bytes[from] === 32) from++
      if (bytes[from] === 34 && !wrapped) {
        quoted = true
        from++
        let i = from
        while (i < to && bytes[i] !== 34 && bytes[i] !== 10 && !(returnsAlone && bytes[i] === 13)) i++
        end = i
        while (
          i < to &&
          bytes[i] !== delimiter &&
          bytes[i] !== 10 &&
          !(bytes[i] === 13 && (returnsAlone || bytes[i + 1] === 10))
        )
          i++
        at = i
      } else {
        let i = from
        while (i < to) {
          const byte = bytes[i] as number
          if (byte === delimiter || byte === 10) break
          if (byte === 13 && (returnsAlone || bytes[i + 1] === 10)) break
          i++
        }
        at = i
        end = i
        if (wrapped && end > from && bytes[end - 1] === 34) end--
      }
      if (end > from || quoted) {
        if (end > from) blank = false
        const index = fieldNumber <= widest ? (sink[fieldNumber] as number) : -1
        if (index >= 0) {
          while (from < end && (bytes[from] as number) <= 32) from++
          while (end > from && (bytes[end - 1] as number) <= 32) end--
          if (end > from) {
            const kind = kinds[index]
            let value: number
            if (kind === 'number') {
              value = readNumber(from, end)
              if (stopped !== end) value = mayGroup(quoted) ? readGrouped(from, end) : Number.NaN
            } else if (kind === 'duration') {
              sawClock = false
              value = readDuration(from, end)
              if (sawClock) isClock[index] = true
              else if (Number.isNaN(value) && mayGroup(quoted)) value = readGrouped(from, end)
            } else if (kind === 'words') value = readWords(index, from, end)
            else value = readMoment(from, end)
            ;(values[index] as Float64Array)[rows] = value
            if (!Number.isNaN(value)) {
              if (needed[index] === 1) held = true
            } else if (badField < 0 && !saysNothing(from, end)) {
              bad = from
              badField = index
            }
          }
        }
      }
      fieldNumber++
      if (at >= to || bytes[at] !== delimiter) break
      at++
    }
    // `at` stands at the line's end.
    if (at < to && bytes[at] === 13) at++
    if (at < to && bytes[at] === 10) at++
    if (blank) continue
    if (!held) {
      skippedLines++
      if (firstSkipped < 0) firstSkipped = lineAt
      continue
    }
    plan.onRow?.(lineAt)
    lastLineAt = lineAt
    lastLineIsShort = fieldNumber < plan.expectedFields
    if (lastLineIsShort) {
      shortLines++
      if (firstShort < 0) firstShort = lineAt
    }
    if (badField >= 0) {
      notNumbers[badField] = (notNumbers[badField] as number) + 1
      if (firstNotNumber < 0) firstNotNumber = bad
    }
    rows++
  }

  return {
    rowCount: rows,
    values: values.map((column) => (rows === capacity ? column : column.slice(0, rows))),
    words,
    skippedLines,
    firstSkipped,
    notNumbers,
    isClock,
    firstNotNumber,
    lastLineIsShort,
    lastLineAt,
    shortLines,
    firstShort,
    sawDayFirst,
  }
}

const moment = new Float64Array(8)
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function lower(byte: number | undefined): number {
  const value = byte ?? 0
  return value >= 65 && value <= 90 ? value + 32 : value
}

/** Days from civil date, proleptic Gregorian. */
export function daysSince1970(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / 86400000)
}

function isOnlyReturns(bytes: Uint8Array, from: number, to: number): boolean {
  const feed = bytes.indexOf(10, from)
  return feed < 0 || feed >= to
}

/** Lines from `from` to `to`, the last one counted also when it has no line end. */
function countLines(bytes: Uint8Array, from: number, to: number, lineEnd: number): number {
  let count = 1
  for (let at = bytes.indexOf(lineEnd, from); at >= 0 && at < to; at = bytes.indexOf(lineEnd, at + 1)) count++
  return count
}
