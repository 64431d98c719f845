import { substance } from '../chemistry/formula'
import type { Basis } from '../prediction/figure'
import additionsJson from './data/additions.json'
import literatureJson from './data/literature.json'
import materialsJson from './data/materials.json'
import type { AdditionsFile, MaterialsFile, PaperEntry, RawTransport } from './files'

/** A number of the library with where it comes from. A range without a value is a bound. */
export interface Sourced {
  value: number
  low?: number
  high?: number
  kind: Basis
  source: string
}

/** How one ion moves in a coating, at `temperatureK`. */
export interface Transport {
  kind: Basis
  source: string
  temperatureK: number
  activationEnergyEv: number | null
  activationEnergySdEv: number | null
  /** cm² s⁻¹. A `low` or `high` alone is all that is published. */
  diffusivity: { value?: number; low?: number; high?: number } | null
  /** eV⁻¹ cm⁻¹ s⁻¹, where published */
  onsager: { value: number; low?: number; high?: number } | null
}

export const anionGroups = ['BOx', 'SiOx', 'POx', 'SbOx'] as const
export type AnionGroup = (typeof anionGroups)[number]

export interface Material {
  id: string
  name: string
  /** Null where the composition is not one formula. */
  formula: string | null
  phase: string
  source: string
  lithium: Transport | null
  oxygen: Transport | null
  densityGPerCm3: Sourced | null
  growthPerSupercycleNm: Sourced | null
  /** The oxide that a boron source leaves, where the coating is made of one. */
  formsFromBoron: string | null
  /** Anion groups that retain oxygen (cheng2022); null when the composition does not say. */
  anionGroups: readonly AnionGroup[] | null
  /** A mosaic of other materials of the library: what it conducts is theirs. */
  phases: readonly string[] | null
  /** Atoms of lithium per atom of oxygen; null when unknown. */
  lithiumPerOxygen: number | null
  /** True for a lab's own entry. */
  isOwn: boolean
}

export interface Cathode {
  id: string
  name: string
  formula: string
  /** g/mol */
  molarMass: number
  surfacePhase: string | null
  radiusUm: Sourced | null
  /** µ_O at the cathode side of the coating, eV */
  oxygenPotentialEv: Sourced | null
  /** O²⁻ in the delithiated surface phase, cm⁻³ */
  surfaceOxygenPerCm3: Sourced | null
  /** φ, the fraction of that oxygen that is lost on the way to rocksalt */
  lostFraction: Sourced | null
  density: Sourced | null
  capacity: Sourced | null
  /** V: where µ_O holds; at or above it oxygen is driven out. */
  dwellVoltageV: number | null
  /** What 1 C refers to, mAh g⁻¹. */
  capacityMAhPerG: number | null
  source: string
  isOwn: boolean
}

export interface OxygenSink {
  id: string
  name: string
  meaning: string
  oxygenPotentialEv: Sourced
}

export interface Precursor {
  id: string
  name: string
  formula: string
  aliases: readonly string[]
  state: 'solid' | 'liquid'
  densityGPerMl: Sourced | null
  isOwn: boolean
}

export interface Reaction {
  pair: readonly [string, string]
  energyEvPerAtom: number
  products: readonly string[]
  source: string
}

export interface Guidelines {
  lithiumDiffusivityAbove: number
  oxygenDiffusivityBelow: number
  retainingAnionGroups: readonly AnionGroup[]
  source: string
}

/** All that a prediction looks up. A plain value: a lab's own entries make another one (`extendLibrary`). */
export interface Library {
  materials: readonly Material[]
  cathodes: readonly Cathode[]
  oxygenSinks: readonly OxygenSink[]
  precursors: readonly Precursor[]
  papers: readonly PaperEntry[]
  /** Full reference of each source key. */
  sources: Readonly<Record<string, string>>
  reactions: readonly Reaction[]
  guidelines: Guidelines
  /** Densities of borates that are mixed in or form, g cm⁻³, by formula. */
  borateDensities: Readonly<Record<string, Sourced>>
  materialById: ReadonlyMap<string, Material>
  cathodeById: ReadonlyMap<string, Cathode>
  sinkById: ReadonlyMap<string, OxygenSink>
}

/** A material as a lab enters it: what follows from the formula is not asked for. */
export type OwnMaterial = Omit<Material, 'isOwn' | 'lithiumPerOxygen' | 'anionGroups'> & {
  /** Counts only where the composition is not one formula, from which they would follow. */
  anionGroups?: readonly AnionGroup[] | null
}
export type OwnCathode = Omit<Cathode, 'isOwn' | 'molarMass' | 'capacityMAhPerG'>
export type OwnPrecursor = Omit<Precursor, 'isOwn'>

export interface OwnEntries {
  materials?: readonly OwnMaterial[]
  cathodes?: readonly OwnCathode[]
  precursors?: readonly OwnPrecursor[]
  sources?: Readonly<Record<string, string>>
}

const anionElements: readonly [string, AnionGroup][] = [
  ['B', 'BOx'],
  ['Si', 'SiOx'],
  ['P', 'POx'],
  ['Sb', 'SbOx'],
]

function anionGroupsOf(formula: string | null): readonly AnionGroup[] | null {
  const found = formula === null ? null : substance(formula)
  if (found === null) return null
  return found.atoms.has('O')
    ? anionElements.filter(([symbol]) => found.atoms.has(symbol)).map(([, group]) => group)
    : []
}

function lithiumPerOxygenOf(formula: string | null): number | null {
  const found = formula === null ? null : substance(formula)
  const oxygen = found?.atoms.get('O')
  return found === null || oxygen === undefined ? null : (found.atoms.get('Li') ?? 0) / oxygen
}

function readTransport(raw: RawTransport | null, source: string, temperatureK: number): Transport | null {
  if (raw === null) return null
  const {
    L_unrounded_per_eV_cm_s: exact,
    L_unrounded_low_per_eV_cm_s: exactLow,
    L_unrounded_high_per_eV_cm_s: exactHigh,
  } = raw
  const onsager =
    exact !== undefined
      ? { value: exact, low: exactLow, high: exactHigh }
      : raw.L_per_eV_cm_s !== undefined
        ? { value: raw.L_per_eV_cm_s, low: raw.L_low_per_eV_cm_s, high: raw.L_high_per_eV_cm_s }
        : null
  const { D_cm2_s: value, D_low_cm2_s: low, D_high_cm2_s: high } = raw
  return {
    kind: raw.kind,
    source,
    temperatureK: raw.T_K ?? temperatureK,
    activationEnergyEv: raw.Ea_eV ?? null,
    activationEnergySdEv: raw.Ea_sd_eV ?? null,
    diffusivity: value === undefined && low === undefined && high === undefined ? null : { value, low, high },
    onsager,
  }
}

function readLibrary(file: MaterialsFile, additions: AdditionsFile, papers: readonly PaperEntry[]): Library {
  const materials: Material[] = file.coatings.map((raw) => {
    const more = additions.coatings[raw.id] ?? {}
    const formula = more.formula ?? null
    const source = more.source ?? raw.source
    return {
      id: raw.id,
      name: raw.name,
      formula,
      phase: raw.phase,
      source,
      lithium: readTransport(raw.Li, source, file.temperature_K),
      oxygen: readTransport(raw.O, source, file.temperature_K),
      densityGPerCm3: more.densityGPerCm3 ?? null,
      growthPerSupercycleNm: more.growthPerSupercycleNm ?? null,
      formsFromBoron: more.formsFromBoron ?? null,
      anionGroups: more.anionGroups ?? anionGroupsOf(formula),
      phases: null,
      lithiumPerOxygen: lithiumPerOxygenOf(formula),
      isOwn: false,
    }
  })
  for (const more of additions.furtherCoatings)
    materials.push({
      ...more,
      formula: null,
      lithium: null,
      oxygen: null,
      densityGPerCm3: null,
      growthPerSupercycleNm: null,
      formsFromBoron: null,
      anionGroups: null,
      lithiumPerOxygen: null,
      isOwn: false,
    })

  const published = file.cathodes.find((raw) => raw.mu_O_eV !== null && raw.c_max_O_per_cm3 !== null)
  const cathodes: Cathode[] = file.cathodes.map((raw) => {
    const more = additions.cathodes[raw.id]
    // Where a cathode has no published values of its own, those of the one that has stand in, and are seen to.
    const standIn = published === undefined ? '' : `the value of ${published.id} (${published.source}) stands in`
    const own = (value: number | null | undefined, other: number | null | undefined): Sourced | null =>
      value !== null && value !== undefined
        ? { value, kind: raw.kind, source: raw.source }
        : other === null || other === undefined
          ? null
          : { value: other, kind: 'assumed', source: standIn }
    return {
      id: raw.id,
      name: more?.name ?? raw.id,
      formula: raw.formula,
      molarMass: substance(raw.formula)?.molarMass ?? Number.NaN,
      surfacePhase: raw.surface_phase,
      radiusUm:
        raw.radius_um === null
          ? null
          : { value: raw.radius_um, kind: more?.radiusKind ?? raw.kind, source: more?.radiusSource ?? raw.source },
      oxygenPotentialEv: own(raw.mu_O_eV, published?.mu_O_eV),
      surfaceOxygenPerCm3: own(raw.c_max_O_per_cm3, published?.c_max_O_per_cm3),
      lostFraction: own(raw.fraction_of_O_lost, published?.fraction_of_O_lost),
      density: more?.densityGPerCm3 ?? null,
      capacity: more?.capacityMAhPerG ?? null,
      dwellVoltageV: raw.mu_at_V ?? published?.mu_at_V ?? null,
      capacityMAhPerG: more?.capacityMAhPerG?.value ?? null,
      source: raw.source,
      isOwn: false,
    }
  })
  const oxygenSinks = file.oxygen_sinks.map((raw) => ({
    id: raw.id,
    name: additions.oxygenSinks[raw.id] ?? raw.id,
    meaning: raw.meaning,
    oxygenPotentialEv: { value: raw.mu_O_eV, kind: 'computed' as const, source: raw.source },
  }))
  return index({
    materials,
    cathodes,
    oxygenSinks,
    precursors: additions.precursors.map((raw) => ({ ...raw, densityGPerMl: raw.densityGPerMl ?? null, isOwn: false })),
    papers,
    sources: file.sources,
    reactions: file.mutual_reaction_energy_eV_per_atom.map((raw) => ({
      pair: [raw.pair[0] ?? '', raw.pair[1] ?? ''],
      energyEvPerAtom: raw.dE,
      products: raw.products ?? [],
      source: raw.source,
    })),
    guidelines: {
      lithiumDiffusivityAbove: file.guidelines.D_Li_min_cm2_s,
      oxygenDiffusivityBelow: file.guidelines.D_O_max_cm2_s,
      retainingAnionGroups: file.guidelines.retaining_anion_groups,
      source: file.guidelines.source,
    },
    borateDensities: additions.boratesDensityGPerCm3,
  })
}

type Lists = Omit<Library, 'materialById' | 'cathodeById' | 'sinkById'>

function index(lists: Lists): Library {
  return {
    ...lists,
    materialById: new Map(lists.materials.map((one) => [one.id, one])),
    cathodeById: new Map(lists.cathodes.map((one) => [one.id, one])),
    sinkById: new Map(lists.oxygenSinks.map((one) => [one.id, one])),
  }
}

/**
 * The published library: `data/materials.json` as the sources print it, and `data/additions.json` for what they do not hold.
 * Both are checked by a test, not at start.
 */
export const publishedLibrary: Library = readLibrary(
  materialsJson as unknown as MaterialsFile,
  additionsJson as unknown as AdditionsFile,
  (literatureJson as unknown as { papers: PaperEntry[] }).papers,
)

/**
 * A library with a lab's own entries beside those of `base`. They work at once in recipes and predictions. What follows from
 * a formula (molar mass, anion groups, lithium per oxygen) is computed from it.
 *
 * Total, because every page of a lab stands on it. Whoever enters an id is told when it is taken; an entry that has come to
 * share its id with a published one later (a newer version of this program brought it) keeps it, so that no recipe changes its
 * meaning. Of two own entries with one id the later counts. Left out is what no recipe can name (an id without a letter, or with
 * the colon that parts ids from fractions) and a cathode without a molar mass. Sources of `base` stay as they are.
 */
export function extendLibrary(base: Library, entries: OwnEntries): Library {
  const { materials = [], cathodes = [], precursors = [], sources = {} } = entries
  return index({
    ...base,
    materials: beside(
      base.materials,
      materials.map((own) => ({
        ...own,
        anionGroups: own.formula === null ? (own.anionGroups ?? null) : anionGroupsOf(own.formula),
        lithiumPerOxygen: lithiumPerOxygenOf(own.formula),
        isOwn: true,
      })),
    ),
    cathodes: beside(
      base.cathodes,
      cathodes.flatMap((own) => {
        const molarMass = substance(own.formula)?.molarMass
        return molarMass === undefined
          ? []
          : [{ ...own, molarMass, capacityMAhPerG: own.capacity?.value ?? null, isOwn: true }]
      }),
    ),
    precursors: beside(
      base.precursors,
      precursors.map((own) => ({ ...own, isOwn: true })),
    ),
    sources: { ...sources, ...base.sources },
  })
}

function beside<Entry extends { id: string }>(published: readonly Entry[], own: readonly Entry[]): readonly Entry[] {
  const byId = new Map(own.flatMap((one) => (isEntryId(one.id) ? [[one.id, one]] : [])))
  return byId.size === 0 ? published : [...published.filter(({ id }) => !byId.has(id)), ...byId.values()]
}

/** What a recipe can name an entry by: any text without a colon, as people type it (`Li₃BO₃` is typed `Li3BO3`). */
export function isEntryId(id: string): boolean {
  return id.trim() !== '' && id === id.trim().normalize('NFKC') && !id.includes(':')
}
