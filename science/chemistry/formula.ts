import { atomicWeights } from './atomicWeights'

export type FormulaNode =
  | { kind: 'element'; symbol: string; count: number }
  | { kind: 'group'; nodes: readonly FormulaNode[]; count: number }

/** Parts joined by a dot: `LiCH3COO·2H2O` has two, the second twice. */
export interface Formula {
  parts: readonly { count: number; nodes: readonly FormulaNode[] }[]
}

export type FormulaReading =
  | { ok: true; formula: Formula }
  | {
      ok: false
      /** Place in the text as it was given, counted from 0. */
      at: number
      message: string
    }

/** A formula longer than this is none, and deep nesting costs stack. */
const longest = 200
const deepest = 20

/**
 * Reads a chemical formula: brackets `( [ {`, fractional subscripts (`Li1.05Ni0.5`), subscripts as printed (`Li₃BO₃`),
 * hydrates joined by `·`, `•`, `*` or a full stop (`LiCH3COO·2H2O`, `CoCl2.6H2O`). Subscripts that are letters (`LixByOz`)
 * and charges are refused: a mass cannot be taken of them.
 */
export function parseFormula(text: string): FormulaReading {
  if (text.length > longest) return { ok: false, at: longest, message: `a formula has at most ${longest} characters` }
  // Same length as the text, so that places stay what they are.
  const plain = markHydrates([...text].map((sign) => subscripts[sign] ?? sign).join(''))
  const reader = new FormulaReader(plain, text)
  try {
    return { ok: true, formula: reader.read() }
  } catch (fault) {
    if (fault instanceof Fault) return { ok: false, at: fault.at, message: fault.message }
    throw fault
  }
}

const subscripts: Record<string, string> = Object.fromEntries(
  [...'₀₁₂₃₄₅₆₇₈₉'].map((sign, digit) => [sign, String(digit)]),
)

/** A full stop is a decimal point after a digit and a hydrate's dot elsewhere, and before the water at the end. */
function markHydrates(text: string): string {
  return text
    .replace(/(\d*)\.(?=\d*(?:\.\d+)?H2O$)/, (all, before: string) => (/^0+$/.test(before) ? all : `${before}·`))
    .replace(/[•*⋅]/g, '·')
    .replace(/(?<=[A-Za-z)\]}])\./g, '·')
}

class Fault extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message)
  }
}

class FormulaReader {
  private at = 0
  constructor(
    private readonly text: string,
    private readonly shown: string,
  ) {}

  read(): Formula {
    const parts: Formula['parts'][number][] = []
    this.skip()
    do {
      this.skip()
      const count = this.readCount() ?? 1
      this.skip()
      parts.push({ count, nodes: this.readNodes(0) })
      this.skip()
    } while (this.take('·'))
    if (this.at < this.text.length) this.fail('an element')
    return { parts }
  }

  private readNodes(depth: number): FormulaNode[] {
    const nodes: FormulaNode[] = []
    for (;;) {
      const sign = this.text[this.at]
      const close = sign === undefined ? undefined : brackets[sign]
      if (close !== undefined) {
        if (depth >= deepest) this.fail('fewer brackets within brackets')
        this.at += 1
        const inner = this.readNodes(depth + 1)
        if (!this.take(close)) this.fail(`an element or “${close}”`)
        nodes.push({ kind: 'group', nodes: inner, count: this.readCount() ?? 1 })
      } else {
        const symbol = this.readSymbol()
        if (symbol === null) break
        nodes.push({ kind: 'element', symbol, count: this.readCount() ?? 1 })
      }
    }
    if (nodes.length === 0) this.fail('an element')
    return nodes
  }

  private readSymbol(): string | null {
    for (const length of [2, 1]) {
      const symbol = this.text.slice(this.at, this.at + length)
      if (/^[A-Z][a-z]?$/.test(symbol) && symbol.length === length && Object.hasOwn(atomicWeights, symbol)) {
        this.at += length
        const next = this.text[this.at]
        if (next !== undefined && /[a-z]/.test(next)) this.fail('a number as subscript, or an element')
        return symbol
      }
    }
    return null
  }

  private readCount(): number | null {
    const match = /^\d+(?:\.\d+)?/.exec(this.text.slice(this.at))
    if (match === null) return null
    const count = Number(match[0])
    if (!(count > 0 && count <= 1e6)) this.fail('a number above 0, up to 1 000 000')
    this.at += match[0].length
    return count
  }

  private take(sign: string): boolean {
    if (this.text[this.at] !== sign) return false
    this.at += 1
    return true
  }

  private skip(): void {
    while (this.text[this.at] === ' ') this.at += 1
  }

  private fail(expected: string): never {
    const found = this.shown.slice(this.at, this.at + 12)
    throw new Fault(
      this.at,
      `expected ${expected} at place ${this.at + 1}, found ${found === '' ? 'the end' : `“${found}”`}`,
    )
  }
}

const brackets: Record<string, string> = { '(': ')', '[': ']', '{': '}' }

/** The formula as text that `parseFormula` reads back to the same. `typeset` gives subscripts as printed. */
export function printFormula(formula: Formula, style: 'plain' | 'typeset' = 'plain'): string {
  const count = (value: number, isSubscript: boolean): string => {
    if (value === 1) return ''
    const text = plainNumber(value)
    return style === 'typeset' && isSubscript ? lower(text) : text
  }
  const nodes = (list: readonly FormulaNode[]): string =>
    list
      .map((node) => (node.kind === 'element' ? node.symbol : `(${nodes(node.nodes)})`) + count(node.count, true))
      .join('')
  return formula.parts.map((part) => count(part.count, false) + nodes(part.nodes)).join('·')
}

/** Never with an exponent: a subscript has none. */
function plainNumber(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text
}

/** A subscript point does not exist; the full stop stands in. */
function lower(text: string): string {
  return [...text].map((sign) => '₀₁₂₃₄₅₆₇₈₉'[Number(sign)] ?? sign).join('')
}

/** Atoms of each element per formula unit, water of hydrates included. */
export function compositionOf(formula: Formula): Map<string, number> {
  const atoms = new Map<string, number>()
  const add = (nodes: readonly FormulaNode[], times: number): void => {
    for (const node of nodes) {
      if (node.kind === 'group') add(node.nodes, times * node.count)
      else atoms.set(node.symbol, (atoms.get(node.symbol) ?? 0) + times * node.count)
    }
  }
  for (const part of formula.parts) add(part.nodes, part.count)
  return atoms
}

/** g/mol, from abridged IUPAC atomic weights. */
export function molarMass(formula: Formula): number {
  let mass = 0
  for (const [symbol, count] of compositionOf(formula)) mass += count * (atomicWeights[symbol] ?? Number.NaN)
  return mass
}

export interface Substance {
  formula: Formula
  /** g/mol */
  molarMass: number
  /** atoms of each element per formula unit */
  atoms: ReadonlyMap<string, number>
}

const remembered = new Map<string, Substance | null>()
const rememberedAtMost = 1000

/** Formula, molar mass and atoms of a formula text, remembered; null when it is no formula. */
export function substance(text: string): Substance | null {
  const known = remembered.get(text)
  if (known !== undefined) return known
  const read = parseFormula(text)
  const found = read.ok
    ? { formula: read.formula, molarMass: molarMass(read.formula), atoms: compositionOf(read.formula) }
    : null
  if (remembered.size < rememberedAtMost) remembered.set(text, found)
  return found
}

/** As `substance`, for formulas that stand in our own code and data. @throws Error when the text is no formula */
export function knownSubstance(text: string): Substance {
  const found = substance(text)
  if (found === null) throw new Error(`${text} is no formula`)
  return found
}
