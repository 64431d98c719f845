/**
 * The short code on a vial, e.g. `L7K-042`: letter, digit, check letter, then three digits.
 *
 * Said aloud and typed with gloves on, so: no letter I, O or Q; and since every place takes only letters or only digits,
 * an O typed for a zero or an S for a 5 has one meaning and is read as what was meant. The check letter is a weighted sum
 * modulo 23, a prime, so that one wrong character or two neighbours swapped never give another valid code.
 */
const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** How many codes there are, and so how many samples a lab can have. */
export const sampleCodeCount = letters.length * 10_000

/** The code of a number from 0 to `sampleCodeCount - 1`; the caller draws the number. */
export function sampleCode(number: number): string {
  if (!Number.isInteger(number) || number < 0 || number >= sampleCodeCount)
    throw new RangeError(`A sample code is made of a whole number from 0 to ${sampleCodeCount - 1}, not ${number}.`)
  const digits = String(number % 10_000).padStart(4, '0')
  const letter = letters.charAt(Math.floor(number / 10_000))
  return `${letter}${digits.charAt(0)}${checkLetter(letter, digits)}-${digits.slice(1)}`
}

/** The code as it is printed, from what someone typed or a scanner read, the whole address of a label too; null when it is none. */
export function readSampleCode(text: string): string | null {
  const typed = text.trim().replace(/^https?:\/\/.*\/s\//i, '')
  const found = /^([A-Z0-9])\s?([A-Z0-9])\s?([A-Z0-9])[\s\-–—_.:/]*([A-Z0-9]{3})$/.exec(typed.toUpperCase())
  if (found === null) return null
  const [, first = '', second = '', third = '', rest = ''] = found
  const letter = asLetter(first)
  const check = asLetter(third)
  const digits = [second, ...rest].map(asDigit).join('')
  if (!letters.includes(letter) || digits.length !== 4 || checkLetter(letter, digits) !== check) return null
  return `${letter}${digits.charAt(0)}${check}-${digits.slice(1)}`
}

function checkLetter(letter: string, digits: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = [...digits].map(Number)
  const sum = 2 * letters.indexOf(letter) + 3 * a + 5 * b + 7 * c + 11 * d
  return letters.charAt(sum % letters.length)
}

/** Where a digit must stand, letters that look like one are that digit. */
function asDigit(character: string): string {
  return { O: '0', Q: '0', D: '0', I: '1', L: '1', Z: '2', S: '5', G: '6', B: '8' }[character] ?? onlyDigit(character)
}

function onlyDigit(character: string): string {
  return character >= '0' && character <= '9' ? character : ''
}

/** Where a letter must stand, digits that look like one are that letter. */
function asLetter(character: string): string {
  return { '2': 'Z', '5': 'S', '6': 'G', '8': 'B' }[character] ?? character
}
