export interface FormulaPart {
  text: string
  isIndex: boolean
}

/**
 * A text cut where a formula's digits, or the index of a symbol (`t_rs`, `µ_O`), stand below the line. Screens and print
 * lower the same parts.
 */
export function splitFormula(text: string): FormulaPart[] {
  return text
    .split(/(?<=(?<!\p{L})\p{L}{1,2})_(\p{L}+)/u)
    .flatMap((piece, at) => (at % 2 === 1 ? [{ text: piece, isIndex: true }] : splitDigits(piece)))
}

function splitDigits(text: string): FormulaPart[] {
  const parts: FormulaPart[] = []
  let rest = 0
  // Only inside a word that looks like a formula: an element followed by digits. `NMC532` and `cheng2024` are names.
  for (const match of text.matchAll(
    /(?<![A-Za-z0-9])(?:[A-Z][a-z]?|\(|\)|\d*\.?\d+(?=[A-Z)(]|$|[^A-Za-z0-9.])|[xyzδ]|−)+/g,
  )) {
    const word = match[0]
    if (!isFormula(word) || isSampleCode(word, text.slice(match.index + word.length))) continue
    for (const index of word.matchAll(/(?<=[A-Za-z)])(\d+(?:\.\d+)?)/g)) {
      const at = match.index + index.index
      if (at > rest) parts.push({ text: text.slice(rest, at), isIndex: false })
      parts.push({ text: index[0], isIndex: true })
      rest = at + index[0].length
    }
  }
  if (rest < text.length) parts.push({ text: text.slice(rest), isIndex: false })
  return parts
}

const elements = new Set(
  'H Li B C N O F Na Mg Al Si P S Cl K Ca Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Sr Y Zr Nb Mo Sn Sb Te I Ba La Ta W'.split(
    ' ',
  ),
)

/** The code on a vial, `P5B-910`: letter, digit, letter and three digits after a dash. */
function isSampleCode(word: string, rest: string): boolean {
  return /^[A-Z]\d[A-Z]$/.test(word) && /^-\d{3}(?!\d)/.test(rest)
}

function isFormula(word: string): boolean {
  if (!/\d/.test(word)) return false
  const names = word.match(/[A-Z][a-z]?/g) ?? []
  return names.length > 0 && names.every((name) => elements.has(name))
}
