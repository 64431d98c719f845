import { assembleSpectra } from '../assembleTable'
import { type Draft, type Reader, refusal } from '../reading'
import { contentEnd, lineStarts, looksLikeText, nextLine, openText } from '../text/openText'

/** Frequency, Re Z, −Im Z and six more, each number on a line of its own. */
const numbersPerPoint = 9
const mostPoints = 100_000

/** The frequency response file of Autolab's FRA program: a version, the number of points, then number after number. */
export const autolabDfr: Reader = {
  format: 'autolab-dfr',
  version: '1',
  recognises(bytes) {
    if (!looksLikeText(bytes)) return false
    const open = openText(bytes)
    return /^\s*VERSION[\d.]+\s*\r?\n\s*\d+\s*\r?\n/.test(open.decode(open.start, open.start + 60))
  },
  read(bytes): Draft {
    const open = openText(bytes)
    const numbers: number[] = []
    for (const start of lineStarts(open.bytes, open.start, 3 + mostPoints * numbersPerPoint).slice(1)) {
      const line = open.decode(start, contentEnd(open.bytes, start, nextLine(open.bytes, start))).trim()
      if (line === '') continue
      const value = Number(line)
      if (!Number.isFinite(value)) break
      numbers.push(value)
    }
    const declared = numbers[0] ?? 0
    // Behind the count stands one more number before the first point.
    const there = Math.floor((numbers.length - 2) / numbersPerPoint)
    const points = Math.min(declared, there)
    if (points < 1) return refusal(`The Autolab file declares ${declared} points and holds none that is whole.`)
    const column = (place: number) =>
      Float64Array.from({ length: points }, (_, point) => numbers[2 + point * numbersPerPoint + place] as number)
    const spectra = assembleSpectra({
      rowCount: points,
      values: { frequency: column(0), reZ: column(1), minusImZ: column(2) },
    })
    if (spectra === null) return refusal('The Autolab file holds no impedance.')
    const cutOff =
      points < declared
        ? [
            {
              code: 'cut-off',
              message: `The file declares ${declared} points and breaks off after ${points}.`,
              atByte: bytes.length,
            },
          ]
        : []
    return {
      kind: 'impedance',
      format: 'autolab-dfr',
      instrument: 'Autolab',
      details: {},
      table: spectra.table,
      warnings: [...cutOff, ...spectra.warnings],
    }
  },
}
