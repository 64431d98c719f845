import jsep, { type CoreExpression, type Expression } from 'jsep'
import {
  divide,
  inOwnUnits,
  isPlainNumber,
  isUnitName,
  multiply,
  power,
  printUnits,
  type Quantity,
  quantityOf,
  sameDimension,
} from '../units/quantity'

/**
 * Formulas that people write over the parameters of a recipe: `lbo_wt / tio2_wt`, `thickness_nm / sinter_h`, `sqrt(t_rs * 2 h)`.
 * The text is parsed by jsep into a tree, and the tree is walked here: names, numbers, + − × ÷ ^, comparisons of no kind, and the
 * functions below. There is nothing in it that could reach anything else.
 */
export interface Formula {
  /** The names that it asks for. */
  names: readonly string[]
  /** The unit of its result, known without a value; null for a plain number. */
  unit: string | null
  /** Null when a value is missing or the result is no finite number. In `unit`. */
  evaluate: (lookUp: (name: string) => number | null) => number | null
}

export type FormulaReading = { ok: true; formula: Formula } | { ok: false; reason: string }

class FormulaFault extends Error {}

jsep.removeAllBinaryOps()
for (const [sign, precedence] of Object.entries({ '+': 9, '-': 9, '*': 10, '/': 10 }))
  jsep.addBinaryOp(sign, precedence)
jsep.addBinaryOp('^', 12, true)
jsep.removeAllUnaryOps()
jsep.addUnaryOp('-')
jsep.addUnaryOp('+')
jsep.removeAllLiterals()

const longestFormula = 300

/**
 * Reads a formula and checks its units.
 *
 * @param unitOf the unit of a name as the catalogue prints it, null for a plain number, undefined for no such name
 * @returns the formula, or in a sentence what is wrong with it
 */
export function readFormula(text: string, unitOf: (name: string) => string | null | undefined): FormulaReading {
  const found = new Set<string>()
  try {
    if (text.trim() === '') throw new FormulaFault('Write a formula, as lbo_wt / tio2_wt.')
    if (text.length > longestFormula) throw new FormulaFault(`A formula has at most ${longestFormula} characters.`)
    const units: string[] = []
    const tree = parse(text, units)
    const sample = walk(tree, units, (name) => {
      const unit = unitOf(name)
      if (unit === undefined) throw new FormulaFault(`There is no “${name}” here.`)
      found.add(name)
      return quantityOf(1, unit)
    })
    const evaluate: Formula['evaluate'] = (lookUp) => {
      let isMissing = false
      const result = walk(tree, units, (name) => {
        const value = lookUp(name)
        if (value === null) isMissing = true
        return quantityOf(value ?? 1, unitOf(name) ?? null)
      })
      const { value } = inOwnUnits(result)
      return isMissing || !Number.isFinite(value) ? null : Number(value.toPrecision(12))
    }
    return { ok: true, formula: { names: [...found], unit: inOwnUnits(sample).unit, evaluate } }
  } catch (error) {
    if (error instanceof FormulaFault) return { ok: false, reason: error.message }
    throw error
  }
}

/** A number with a unit behind it, `2 h`, becomes a product with a name that no column can have. */
function parse(text: string, units: string[]): Expression {
  const plain = text
    .normalize('NFC')
    .replace(/[−–]/g, '-')
    .replace(/[×·]/g, '*')
    .replace(/÷/g, '/')
    .replace(/\*\*/g, '^')
    .replace(
      /(?<![\w.])(\d+(?:\.\d*)?(?:e[+-]?\d+)?)\s*([A-Za-zµ°Å%][A-Za-z%]*)(?![\w(])/g,
      (whole, number: string, unit: string) => {
        if (!isUnitName(unit)) return whole
        units.push(unit)
        return `(${number}*$unit${units.length - 1})`
      },
    )
  try {
    return jsep(plain)
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/ at character \d+$/, '') : 'it cannot be read'
    throw new FormulaFault(`“${text}” is no formula: ${said.charAt(0).toLowerCase()}${said.slice(1)}.`)
  }
}

type Values = (name: string) => Quantity

function walk(node: Expression, units: readonly string[], lookUp: Values): Quantity {
  const of = (one: Expression) => walk(one, units, lookUp)
  const tree = node as CoreExpression
  switch (tree.type) {
    case 'Literal':
      if (typeof tree.value !== 'number') throw new FormulaFault(`${tree.raw} is no number.`)
      return quantityOf(tree.value, null)
    case 'Identifier': {
      const unit = /^\$unit(\d+)$/.exec(tree.name)
      if (!unit) return lookUp(tree.name)
      const name = units[Number(unit[1])] ?? null
      // `25 °C` is a temperature; its factor is taken apart in the product.
      return name === '°C' ? { value: 1, dimension: { temperature: 1 }, units: { K: 1 } } : quantityOf(1, name)
    }
    case 'UnaryExpression': {
      const value = of(tree.argument)
      return tree.operator === '-' ? { ...value, value: -value.value } : value
    }
    case 'BinaryExpression':
      return combine(tree.operator, of(tree.left), of(tree.right), tree.right)
    case 'CallExpression': {
      const callee = tree.callee as CoreExpression
      if (callee.type !== 'Identifier') throw new FormulaFault('Only named functions can be called.')
      return call(callee.name, tree.arguments.map(of))
    }
    case 'Compound':
      throw new FormulaFault(tree.body.length === 0 ? 'Write a formula.' : 'An operator is missing between two values.')
    default:
      throw new FormulaFault('A formula has numbers, names, + - * / ^, parentheses and functions.')
  }
}

function combine(operator: string, a: Quantity, b: Quantity, exponent: Expression): Quantity {
  switch (operator) {
    case '+':
    case '-':
      return { ...a, value: operator === '+' ? a.value + alike(a, b).value : a.value - alike(a, b).value }
    case '*':
      return multiply(a, b)
    case '/':
      return divide(a, b)
    case '^':
      if (!isPlainNumber(b)) throw new FormulaFault(`An exponent is a plain number, not in ${said(b)}.`)
      if (!isPlainNumber(a) && !isConstant(exponent))
        throw new FormulaFault(`What is in ${said(a)} can be raised only to a written number: its unit would vary.`)
      return power(a, b.value)
    default:
      throw new FormulaFault(`“${operator}” is not among + - * / ^.`)
  }
}

function isConstant(node: Expression): boolean {
  const tree = node as CoreExpression
  if (tree.type === 'Literal') return true
  if (tree.type === 'UnaryExpression') return isConstant(tree.argument)
  return tree.type === 'BinaryExpression' && isConstant(tree.left) && isConstant(tree.right)
}

/** The second, when it can be added to the first. */
function alike(a: Quantity, b: Quantity): Quantity {
  if (!sameDimension(a.dimension, b.dimension))
    throw new FormulaFault(`${said(a)} and ${said(b)} measure different things and cannot be added or compared.`)
  return b
}

function said(quantity: Quantity): string {
  return isPlainNumber(quantity) ? 'a plain number' : printUnits(quantity.units)
}

const ofPlainNumbers: Record<string, (value: number) => number> = {
  exp: Math.exp,
  ln: Math.log,
  log: Math.log10,
  log10: Math.log10,
}

function call(name: string, given: readonly Quantity[]): Quantity {
  const [first, ...rest] = given
  if (!first) throw new FormulaFault(`${name}() is given nothing.`)
  const plain = Object.hasOwn(ofPlainNumbers, name) ? ofPlainNumbers[name] : undefined
  if (name === 'min' || name === 'max') {
    const values = [first.value, ...rest.map((one) => alike(first, one).value)]
    return { ...first, value: name === 'min' ? Math.min(...values) : Math.max(...values) }
  }
  if (rest.length > 0) throw new FormulaFault(`${name}() takes one value.`)
  if (name === 'sqrt') return power(first, 0.5)
  if (name === 'abs') return { ...first, value: Math.abs(first.value) }
  if (name === 'round') {
    const { value } = inOwnUnits(first)
    return value === 0 ? first : { ...first, value: (first.value * Math.round(value)) / value }
  }
  if (plain) {
    if (!isPlainNumber(first)) throw new FormulaFault(`${name}() takes a plain number, not ${said(first)}.`)
    return { ...first, value: plain(first.value) }
  }
  throw new FormulaFault(`There is no function “${name}”. There are abs, exp, ln, log10, max, min, round, sqrt.`)
}
