import { type Cathode, type Library, type Precursor, publishedLibrary } from '../library/library'
import { programmeTime } from '../prediction/aldProgramme'
import type { FigureOrNone } from '../prediction/figure'
import { borateOf } from '../prediction/thickness'
import { isCoated, type Recipe, type SolGelRecipe } from '../recipe/recipe'
import { boronPerGram, needsCathode } from './boron'
import { knownSubstance, type Substance, substance } from './formula'
import { solve } from './linear'

/** One thing to weigh or to measure out. */
export interface WeighLine {
  /** Stays the same while the recipe does: `powder`, `solvent`, or the precursor's id. */
  key: string
  name: string
  formula: string | null
  /** g/mol, water of hydrates included */
  molarMass: number | null
  millimoles: number | null
  /** g, as if it were pure */
  pureMassG: number | null
  purityPercent: number | null
  /** g, to weigh */
  massG: number | null
  /** mL, for liquids of known density and for the solvent */
  volumeMl: number | null
  /** What it is for: `powder`, `B`, `Li` … */
  role: string
  notes: readonly string[]
}

export interface WeighOut {
  batchMassG: number | null
  lines: readonly WeighLine[]
  /** What could not be computed, and why; one sentence each. */
  missing: readonly string[]
  /** ALD: how long the programme runs. */
  programmeTime: FigureOrNone | null
}

/** Elements that leave with the gas or come with the water and the solvent: no precursor is weighed for them. */
const volatile = new Set(['H', 'C', 'N', 'O'])

/**
 * What to weigh for one batch (rule 22 of the model): the mass, or the volume, of every precursor, with the water of its hydrate and
 * its purity taken into account; for ALD the time that the programme takes. Weight percent is grams per 100 g of uncoated
 * cathode powder, mole percent moles per 100 formula units of cathode.
 *
 * Total: what is missing is listed as a sentence, and what can be weighed stands in the lines.
 */
export function weighOut(recipe: Recipe, library: Library = publishedLibrary): WeighOut {
  const { batchMassG = null } = recipe
  const cathode = recipe.cathode === undefined ? null : (library.cathodeById.get(recipe.cathode) ?? null)
  const lines: WeighLine[] = []
  const missing: string[] = []
  const time = recipe.process === 'ald' ? programmeTime(recipe) : null
  if (recipe.cathode === undefined) missing.push('No cathode is chosen.')
  else if (cathode === null) missing.push(`The library has no cathode “${recipe.cathode}”.`)
  if (batchMassG === null)
    return { batchMassG, lines, missing: [...missing, 'The batch mass is not given.'], programmeTime: time }
  lines.push(powderLine(batchMassG, cathode))
  if (isCoated(recipe)) {
    const asked = wanted(recipe, library, cathode, batchMassG)
    if (typeof asked === 'string') missing.push(asked)
    else if (asked !== null) lines.push(...share(asked, library, missing))
    if ((recipe.process === 'wet' || recipe.process === 'sol-gel') && recipe.solvent !== undefined)
      lines.push(solventLine(recipe.solvent, recipe.solventVolumeMl))
  }
  if (time !== null && 'unavailable' in time) missing.push(`No programme time: ${time.unavailable}.`)
  return { batchMassG, lines, missing, programmeTime: time }
}

function powderLine(massG: number, cathode: Cathode | null): WeighLine {
  return {
    key: 'powder',
    name: cathode?.name ?? 'cathode powder',
    formula: cathode?.formula ?? null,
    molarMass: cathode?.molarMass ?? null,
    millimoles: cathode === null ? null : (massG / cathode.molarMass) * 1000,
    pureMassG: massG,
    purityPercent: null,
    massG,
    volumeMl: null,
    role: 'powder',
    notes: [],
  }
}

function solventLine(name: string, volumeMl: number | undefined): WeighLine {
  return {
    key: 'solvent',
    name,
    formula: null,
    molarMass: null,
    millimoles: null,
    pureMassG: null,
    purityPercent: null,
    massG: null,
    volumeMl: volumeMl ?? null,
    role: 'solvent',
    notes: volumeMl === undefined ? ['the volume is not given'] : [],
  }
}

interface Wanted {
  /** mol of each element that is not volatile */
  elements: ReadonlyMap<string, number>
  /** What to take it from, as written: `LiCH3COO·2H2O 99 %`. */
  precursors: readonly string[]
}

/** How much of which elements the batch needs, and from what; a sentence when that cannot be said, null when nothing is weighed. */
function wanted(recipe: Recipe, library: Library, cathode: Cathode | null, batchMassG: number): Wanted | string | null {
  switch (recipe.process) {
    case 'none':
    case 'ald':
      return null
    case 'wet': {
      const { value, basis } = recipe.boronContent ?? {}
      if (value === undefined || basis === undefined) return 'The boron content with its basis is not given.'
      if (recipe.boronSource === undefined) return 'The boron source is not given.'
      if (needsCathode(basis) && cathode === null) return 'The boron content is in mol%, and the cathode is not known.'
      const moles = boronPerGram(value, basis, cathode?.molarMass ?? Number.NaN) * batchMassG
      const purity = recipe.boronSourcePurityPercent
      return {
        elements: new Map([['B', moles]]),
        precursors: [purity === undefined ? recipe.boronSource : `${recipe.boronSource} ${purity} %`],
      }
    }
    case 'sol-gel': {
      const { precursors } = recipe
      const moles = coatingMoles(recipe, library, cathode, batchMassG)
      if (typeof moles === 'string') return moles
      if (precursors === undefined || precursors.length === 0) return 'The precursors are not given.'
      return { elements: elementsOf(moles), precursors }
    }
    case 'solid-state': {
      const { tio2WtPercent, lboWtPercent, precursors = [] } = recipe
      if (tio2WtPercent === undefined && lboWtPercent === undefined)
        return 'The TiO₂ and borate contents are not given.'
      const borate = substance(borateOf(recipe))
      if (borate === null) return `${borateOf(recipe)} is no formula.`
      const parts: Part[] = []
      const grams = (percent: number | undefined) => ((percent ?? 0) / 100) * batchMassG
      const titania = knownSubstance('TiO2')
      if ((tio2WtPercent ?? 0) > 0) parts.push({ of: titania, moles: grams(tio2WtPercent) / titania.molarMass })
      if ((lboWtPercent ?? 0) > 0) parts.push({ of: borate, moles: grams(lboWtPercent) / borate.molarMass })
      const own = [
        ...((tio2WtPercent ?? 0) > 0 ? ['TiO2'] : []),
        ...((lboWtPercent ?? 0) > 0 ? [borateOf(recipe)] : []),
      ]
      return { elements: elementsOf(parts), precursors: precursors.length > 0 ? precursors : own }
    }
    case 'ball-milling': {
      const { coating, coatingWtPercent, precursors = [] } = recipe
      if (coatingWtPercent === undefined) return 'The amount of coating is not given.'
      if (typeof coating !== 'string') return 'The coating is not one material of the library.'
      const formula = library.materialById.get(coating)?.formula ?? null
      const found = formula === null ? null : substance(formula)
      if (formula === null || found === null) return `${coating} has no formula to weigh by.`
      const moles = ((coatingWtPercent / 100) * batchMassG) / found.molarMass
      return {
        elements: elementsOf([{ of: found, moles }]),
        precursors: precursors.length > 0 ? precursors : [formula],
      }
    }
  }
}

interface Part {
  of: Substance
  moles: number
}

function coatingMoles(
  recipe: SolGelRecipe,
  library: Library,
  cathode: Cathode | null,
  batchMassG: number,
): Part[] | string {
  const { coating, coatingMolPercent: mol, coatingWtPercent: wt } = recipe
  if (typeof coating !== 'string') return 'The coating is not one material of the library.'
  const formula = library.materialById.get(coating)?.formula ?? null
  const found = formula === null ? null : substance(formula)
  if (found === null) return `${coating} has no formula to weigh by.`
  if (mol !== undefined) {
    if (cathode === null) return 'The amount of coating is in mol%, and the cathode is not known.'
    return [{ of: found, moles: ((mol / 100) * batchMassG) / cathode.molarMass }]
  }
  if (wt !== undefined) return [{ of: found, moles: ((wt / 100) * batchMassG) / found.molarMass }]
  return 'The amount of coating is not given.'
}

function elementsOf(parts: readonly Part[]): Map<string, number> {
  const elements = new Map<string, number>()
  for (const { of: own, moles } of parts)
    for (const [symbol, count] of own.atoms)
      if (!volatile.has(symbol)) elements.set(symbol, (elements.get(symbol) ?? 0) + moles * count)
  return elements
}

export interface ReadPrecursor {
  key: string
  name: string
  formula: string
  substance: Substance
  purityPercent: number | null
  precursor: Precursor | null
}

/**
 * A precursor as people write it: library id, name, alias or formula, with the water it carries and its purity:
 * `lithium acetate`, `LiCH3COO·2H2O 99 %`. Null when it is neither in the library nor a formula.
 */
export function readPrecursor(text: string, library: Library): ReadPrecursor | null {
  const match = /^(.*?)[\s,@(]*(?:(\d+(?:[.,]\d+)?)\s*%\)?)?$/.exec(text.trim())
  const name = match?.[1]?.trim() ?? ''
  const purity = match?.[2] === undefined ? null : Number(match[2].replace(',', '.'))
  if (purity !== null && !(purity > 0 && purity <= 100)) return null
  const folded = fold(name)
  const precursor =
    library.precursors.find((one) =>
      [one.id, one.name, one.formula, ...one.aliases].some((own) => fold(own) === folded),
    ) ?? null
  const formula = precursor?.formula ?? name
  const found = substance(formula)
  if (found === null) return null
  return {
    key: precursor?.id ?? formula,
    name: precursor?.name ?? formula,
    formula,
    substance: found,
    purityPercent: purity,
    precursor,
  }
}

/** Subscripts as digits, any dot of a hydrate as one. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[•*⋅∙]/g, '·')
    .replace(/\s/g, '')
    .toLowerCase()
}

/** Shares the elements among the precursors. Each line is what one of them has to bring. */
function share({ elements, precursors }: Wanted, library: Library, missing: string[]): WeighLine[] {
  const read: ReadPrecursor[] = []
  for (const text of precursors) {
    const found = readPrecursor(text, library)
    if (found === null) {
      missing.push(`“${text}” is neither in the library nor a formula with a purity.`)
      return []
    }
    read.push(found)
  }
  const symbols = [...elements.keys()]
  for (const { formula, substance: own } of read)
    for (const symbol of own.atoms.keys())
      if (!volatile.has(symbol) && !elements.has(symbol)) {
        missing.push(`${formula} brings ${symbol}, which the coating does not have.`)
        return []
      }
  for (const symbol of symbols)
    if (!read.some(({ substance: own }) => own.atoms.has(symbol))) {
      missing.push(`None of the precursors brings ${symbol}.`)
      return []
    }
  const solution = solve(
    symbols.map((symbol) => read.map(({ substance: own }) => own.atoms.get(symbol) ?? 0)),
    symbols.map((symbol) => elements.get(symbol) ?? 0),
  )
  if (solution.kind === 'many') {
    missing.push('There are more precursors than the coating’s elements decide: leave one out.')
    return []
  }
  const negative = solution.kind === 'one' ? read.find((_, place) => (solution.values[place] ?? 0) < 0) : undefined
  if (solution.kind === 'none' || negative !== undefined) {
    const names = read.map(({ formula }) => formula).join(' and ')
    missing.push(`${names} cannot bring ${symbols.join(' and ')} in the proportion of the coating.`)
    return []
  }
  return read.map((own, place) => precursorLine(own, solution.values[place] ?? 0))
}

function precursorLine(read: ReadPrecursor, moles: number): WeighLine {
  const { substance: own, purityPercent, precursor } = read
  const pure = moles * own.molarMass
  const massG = pure / ((purityPercent ?? 100) / 100)
  const notes: string[] = []
  if (purityPercent === null) notes.push('no purity is given: weighed as pure')
  const density = precursor?.densityGPerMl ?? null
  if (density !== null) notes.push(`volume from ${density.value} g mL⁻¹, ${density.kind}: ${density.source}`)
  else if (precursor?.state === 'liquid') notes.push('a liquid whose density is not known: weigh it')
  return {
    key: read.key,
    name: read.name,
    formula: read.formula,
    molarMass: own.molarMass,
    millimoles: moles * 1000,
    pureMassG: pure,
    purityPercent,
    massG,
    volumeMl: density === null ? null : massG / density.value,
    role: [...own.atoms.keys()].filter((symbol) => !volatile.has(symbol)).join(', '),
    notes,
  }
}
