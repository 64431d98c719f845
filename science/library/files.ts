import type { Basis } from '../prediction/figure'
import type { Process } from '../recipe/process'
import type { AnionGroup, Sourced } from './library'

/** What stands in `data/*.json`, key by key. `library.test.ts` checks the files against it. */
export interface RawTransport {
  Ea_eV?: number
  Ea_sd_eV?: number
  T_K?: number
  D_cm2_s?: number
  D_low_cm2_s?: number
  D_high_cm2_s?: number
  L_per_eV_cm_s?: number
  L_low_per_eV_cm_s?: number
  L_high_per_eV_cm_s?: number
  L_unrounded_per_eV_cm_s?: number
  L_unrounded_low_per_eV_cm_s?: number
  L_unrounded_high_per_eV_cm_s?: number
  L_unrounded_note?: string
  kind: Basis
}

export interface MaterialsFile {
  $about: string
  sources: Record<string, string>
  temperature_K: number
  temperature_note: string
  coatings: {
    id: string
    name: string
    phase: string
    source: string
    Li: RawTransport | null
    O: RawTransport | null
  }[]
  guidelines: {
    D_Li_min_cm2_s: number
    D_O_max_cm2_s: number
    source: string
    retaining_anion_groups: AnionGroup[]
  }
  cathodes: {
    id: string
    formula: string
    radius_um: number | null
    surface_phase: string
    c_max_O_per_cm3: number | null
    mu_O_eV: number | null
    mu_at_V?: number
    fraction_of_O_lost?: number
    kind: Basis
    source: string
  }[]
  oxygen_sinks: { id: string; mu_O_eV: number; meaning: string; source: string }[]
  mutual_reaction_energy_eV_per_atom: { pair: string[]; dE: number; products?: string[]; source: string }[]
  molar_mass_g_mol: Record<string, number | string>
}

export interface AdditionsFile {
  $about: string
  cathodes: Record<
    string,
    {
      name: string
      densityGPerCm3?: Sourced
      capacityMAhPerG?: Sourced
      radiusKind?: Basis
      radiusSource?: string
    }
  >
  coatings: Record<
    string,
    {
      formula?: string | null
      /** Where materials.json says “as above”. */
      source?: string
      formulaNote?: string
      anionGroups?: AnionGroup[]
      formsFromBoron?: string
      densityGPerCm3?: Sourced
      growthPerSupercycleNm?: Sourced
    }
  >
  furtherCoatings: { id: string; name: string; phase: string; source: string; phases: string[] }[]
  oxygenSinks: Record<string, string>
  boratesDensityGPerCm3: Record<string, Sourced>
  precursors: {
    id: string
    name: string
    formula: string
    aliases: string[]
    state: 'solid' | 'liquid'
    densityGPerMl?: Sourced
  }[]
}

export interface PaperEntry {
  id: string
  system: string
  doi?: string
}

export interface LiteratureCharacterisation {
  quantity: string
  value: number | string | readonly number[] | Readonly<Record<string, number>>
  unit?: string
  method?: string
  where?: string
  qualifier?: string
  cycles?: number
  window?: readonly (number | null)[]
  raw?: Readonly<Record<string, number>>
  bulk?: number
  depth_nm?: number
}

export interface LiteratureSample {
  id: string
  paper: string
  label: string
  cathode: string
  process: Process
  recipe: Readonly<Record<string, unknown>>
  characterisation?: readonly LiteratureCharacterisation[]
}

export interface LiteratureTestEntry {
  id: string
  sample: string
  where: string
  cell?: string
  window?: readonly (number | null)[]
  rate?: number
  temperature?: number
  cycles?: number
  currentCharge_mA_cm2?: number
  currentDischarge_mA_cm2?: number
  qualifier?: string
  dischargeCapacity?: number
  activatedCapacity?: number
  finalCapacity?: number
  retention?: number
  averageDischargeVoltageDrop?: number
  deltaV?: number
  coKEdgeShift_eV?: number
  rateCapability?: Readonly<Record<string, number>>
  gittPolarisation_V?: Readonly<Record<string, number>>
  eis?: Readonly<Record<string, number | string>>
  reported?: Readonly<Record<string, readonly number[]>>
}

export interface LiteratureSweep {
  paper: string
  variable: string
  levels: readonly (number | string)[] | null
  best: number
  test?: string
  where: string
}

export interface LiteratureFile {
  $about: string
  units: Record<string, string>
  papers: PaperEntry[]
  samples: LiteratureSample[]
  tests: LiteratureTestEntry[]
  sweeps: LiteratureSweep[]
}
