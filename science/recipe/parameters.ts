import type { Parameter, ParameterGroup } from './parameter'
import { type Process, processes } from './process'

/**
 * The catalogue: every parameter that a recipe can have, once. Grid, form, document reader, export, JSON Schema and command
 * line are all made from it. Order matters: it is the order of columns and fields within a group; conditions stand last.
 *
 * Limits are what no recipe can mean (a negative mass, a furnace at 50 000 °C); `known` is what the sources have seen.
 */

const coated = ['ald', 'wet', 'sol-gel', 'solid-state', 'ball-milling'] as const satisfies readonly Process[]
const sintered = ['wet', 'sol-gel', 'solid-state'] as const satisfies readonly Process[]
const fromSolution = ['wet', 'sol-gel'] as const satisfies readonly Process[]
const mixed = ['solid-state', 'ball-milling'] as const satisfies readonly Process[]

type Entry = Omit<Parameter, 'group' | 'processes' | 'unit' | 'kind'> & Partial<Pick<Parameter, 'unit' | 'kind'>>

/** Entries that share group and processes; a number without a unit unless it says otherwise. */
function of(group: ParameterGroup, where: readonly Process[], entries: readonly Entry[]): Parameter[] {
  return entries.map((entry) => ({ unit: null, kind: 'number', ...entry, group, processes: where }))
}

const percent = { above: 0, max: 100 } as const
const atmospheres = [
  { value: 'air', label: 'air' },
  { value: 'dry air', label: 'dry air' },
  { value: 'O2', label: 'O₂' },
  { value: 'N2', label: 'N₂' },
  { value: 'Ar', label: 'Ar' },
  { value: 'vacuum', label: 'vacuum' },
] as const

/**
 * How a boron content can be meant. `wt%` is grams per 100 g of uncoated cathode powder; `mol%` is moles per 100 formula
 * units of cathode, of boron atoms or of the compound named.
 */
export const boronBases = [
  { value: 'wt% H3BO3', label: 'wt% H₃BO₃' },
  { value: 'wt% B2O3', label: 'wt% B₂O₃' },
  { value: 'wt% B', label: 'wt% B' },
  { value: 'mol% B', label: 'mol% B per formula unit' },
  { value: 'wt% Li3BO3', label: 'wt% Li₃BO₃' },
  { value: 'mol% Li3BO3', label: 'mol% Li₃BO₃' },
  { value: 'wt% LiBO2', label: 'wt% LiBO₂' },
  { value: 'mol% LiBO2', label: 'mol% LiBO₂' },
  { value: 'wt% Li2B4O7', label: 'wt% Li₂B₄O₇' },
  { value: 'mol% Li2B4O7', label: 'mol% Li₂B₄O₇' },
  { value: 'wt% LiB3O5', label: 'wt% LiB₃O₅' },
  { value: 'mol% LiB3O5', label: 'mol% LiB₃O₅' },
  { value: 'wt% Li3B11O18', label: 'wt% Li₃B₁₁O₁₈' },
  { value: 'mol% Li3B11O18', label: 'mol% Li₃B₁₁O₁₈' },
] as const
export type BoronBasis = (typeof boronBases)[number]['value']

const published: readonly Parameter[] = [
  ...of('coating', coated, [
    {
      key: 'coating',
      label: 'Coating',
      shortLabel: 'coating',
      kind: 'library',
      library: 'material',
      description: 'The coating that is meant to form, from the library. For several phases, use the phase fractions.',
    },
    {
      key: 'coatingFractions',
      label: 'Coating phases by volume',
      shortLabel: 'phases',
      kind: 'tags',
      library: 'material',
      entries: {
        pattern: /^\S.*:(0(\.\d+)?|1(\.0+)?|\.\d+)$/,
        expected: 'a library id and its volume fraction from 0 to 1, as Li2TiO3:0.25',
      },
      description:
        'A composite coating: each phase with its volume fraction, as Li2TiO3:0.25, Li3BO3:0.75. Fractions add up to 1. Takes the place of the coating.',
    },
    {
      key: 'thicknessNm',
      label: 'Coating thickness',
      shortLabel: 'thickness',
      unit: 'nm',
      limits: { above: 0, max: 1000 },
      description:
        'Entered or measured thickness of the coating. Without one it is estimated from the process, where that is possible.',
    },
    {
      key: 'thicknessBasis',
      label: 'Thickness is',
      shortLabel: 'thickness is',
      kind: 'choice',
      choices: [
        { value: 'measured', label: 'measured' },
        { value: 'entered', label: 'entered' },
      ],
      description: 'Measured (TEM) or merely entered. Measured beats entered beats estimated.',
    },
    {
      key: 'thicknessUncertaintyNm',
      label: 'Thickness uncertainty',
      shortLabel: '± thickness',
      unit: 'nm',
      limits: { min: 0, max: 1000 },
      description: 'Half the range of the measured thickness: 0.5 for 3–4 nm.',
    },
    {
      key: 'coatingDensityGPerCm3',
      label: 'Coating density',
      shortLabel: 'density',
      unit: 'g cm⁻³',
      limits: { above: 0, max: 25 },
      description: 'Takes the place of the library’s density of the coating.',
    },
  ]),
  ...of(
    'coating',
    ['sol-gel'],
    [
      {
        key: 'coatingMolPercent',
        label: 'Coating amount',
        shortLabel: 'coating',
        unit: 'mol%',
        limits: percent,
        known: { low: 0.5, high: 0.5, source: 'cheng2024' },
        description: 'Moles of coating formula units per 100 formula units of cathode.',
      },
    ],
  ),
  ...of(
    'coating',
    ['sol-gel', 'ball-milling'],
    [
      {
        key: 'coatingWtPercent',
        label: 'Coating amount',
        shortLabel: 'coating',
        unit: 'wt%',
        limits: percent,
        description: 'Grams of coating per 100 g of uncoated cathode powder.',
      },
    ],
  ),
  ...of(
    'coating',
    ['solid-state'],
    [
      {
        key: 'tio2WtPercent',
        label: 'TiO₂',
        shortLabel: 'TiO₂',
        unit: 'wt%',
        limits: { min: 0, max: 100 },
        description: 'Grams of TiO₂ per 100 g of uncoated cathode powder. feng2023 found 0.75 best.',
      },
      {
        key: 'tio2ParticleSizeNm',
        label: 'TiO₂ particle size',
        shortLabel: 'TiO₂ size',
        unit: 'nm',
        limits: { above: 0, max: 100_000 },
        description: 'Mean diameter of the TiO₂ powder.',
      },
      {
        key: 'lboWtPercent',
        label: 'Lithium borate',
        shortLabel: 'borate',
        unit: 'wt%',
        limits: { min: 0, max: 100 },
        description: 'Grams of lithium borate per 100 g of uncoated cathode powder. feng2023 found 2 best.',
      },
      {
        key: 'lboFormula',
        label: 'Lithium borate is',
        shortLabel: 'borate is',
        kind: 'choice',
        choices: [
          { value: 'Li3BO3', label: 'Li₃BO₃' },
          { value: 'LiBO2', label: 'LiBO₂' },
          { value: 'Li2B4O7', label: 'Li₂B₄O₇' },
          { value: 'LiB3O5', label: 'LiB₃O₅' },
          { value: 'Li3B11O18', label: 'Li₃B₁₁O₁₈' },
          { value: 'B2O3', label: 'B₂O₃' },
        ],
        defaultValue: 'Li3BO3',
        description: 'Formula of the borate that is mixed in; Li₃BO₃ is the glass of feng2023.',
      },
    ],
  ),
  ...of(
    'coating',
    ['wet'],
    [
      {
        key: 'boronContent.value',
        label: 'Boron content, nominal',
        shortLabel: 'B content',
        limits: percent,
        description: 'What is weighed in. It says nothing without what it counts.',
      },
      {
        key: 'boronContent.basis',
        label: 'Boron content counts',
        shortLabel: 'B counts',
        kind: 'choice',
        choices: boronBases,
        description: 'wt% is grams per 100 g of uncoated cathode powder; mol% is per 100 formula units of cathode.',
      },
      {
        key: 'measuredBoronContent.value',
        label: 'Boron content, measured',
        shortLabel: 'B measured',
        limits: { min: 0, max: 100 },
        description:
          'What was found on the finished powder, for example by ICP. Never the same number as the nominal one.',
      },
      {
        key: 'measuredBoronContent.basis',
        label: 'Measured boron counts',
        shortLabel: 'B measured counts',
        kind: 'choice',
        choices: boronBases,
        description: 'What the measured boron content counts.',
      },
    ],
  ),
  ...of(
    'deposition',
    ['ald'],
    [
      {
        key: 'reactor',
        label: 'Reactor',
        shortLabel: 'reactor',
        kind: 'text',
        description: 'The tool, for example a fluidised bed or a rotary reactor.',
      },
      {
        key: 'depositionTemperatureC',
        label: 'Deposition temperature',
        shortLabel: 'deposition',
        unit: '°C',
        limits: { min: 0, max: 600 },
        description: 'Temperature of the reactor during deposition.',
      },
      {
        key: 'supercycles',
        label: 'Supercycles',
        shortLabel: 'supercycles',
        kind: 'integer',
        limits: { min: 1, max: 100_000 },
        known: { low: 1, high: 5, source: 'ma2026, Fig. S4' },
        description: 'How many times the whole programme of sub-cycles is run.',
      },
      {
        key: 'growthPerSupercycleNm',
        label: 'Growth per supercycle',
        shortLabel: 'growth',
        unit: 'nm',
        limits: { above: 0, max: 100 },
        description: 'Of this tool. LZPO of ma2026: 4 nm after 2 supercycles, 2 nm each with nucleation.',
      },
      {
        key: 'postAnnealTemperatureC',
        label: 'Post-anneal temperature',
        shortLabel: 'anneal',
        unit: '°C',
        limits: { min: 0, max: 1200 },
        description: 'Heat treatment after deposition.',
      },
      {
        key: 'postAnnealHours',
        label: 'Post-anneal time',
        shortLabel: 'anneal time',
        unit: 'h',
        limits: { min: 0, max: 1000 },
        description: 'Time at the post-anneal temperature.',
      },
    ],
  ),
  ...of(
    'precursors',
    ['wet'],
    [
      {
        key: 'boronSource',
        label: 'Boron source',
        shortLabel: 'B source',
        kind: 'library',
        library: 'precursor',
        description: 'The precursor that brings the boron, from the library, for example H3BO3.',
      },
      {
        key: 'boronSourcePurityPercent',
        label: 'Purity of the boron source',
        shortLabel: 'B purity',
        unit: 'wt%',
        limits: percent,
        description: 'As on the bottle.',
      },
      {
        key: 'depositSizeFromNm',
        label: 'Deposit size, from',
        shortLabel: 'deposit from',
        unit: 'nm',
        limits: { above: 0, max: 100_000 },
        known: { low: 10, high: 20, source: 'ren2025' },
        description: 'Size of the precursor’s deposits on the powder before sintering, smallest.',
      },
      {
        key: 'depositSizeToNm',
        label: 'Deposit size, to',
        shortLabel: 'deposit to',
        unit: 'nm',
        limits: { above: 0, max: 100_000 },
        known: { low: 10, high: 20, source: 'ren2025' },
        description: 'Size of the precursor’s deposits on the powder before sintering, largest.',
      },
    ],
  ),
  ...of(
    'precursors',
    ['sol-gel', 'solid-state', 'ball-milling'],
    [
      {
        key: 'precursors',
        label: 'Precursors',
        shortLabel: 'precursors',
        kind: 'tags',
        library: 'precursor',
        entries: {
          pattern: /^\S.{0,118}$/,
          expected: 'a precursor by library id, name or formula, with its purity if known, as LiCH3COO·2H2O 99 %',
        },
        description:
          'Each by its library id, name or formula with the water it carries, and its purity: LiCH3COO·2H2O 99 %.',
      },
    ],
  ),
  ...of('solution', fromSolution, [
    {
      key: 'solvent',
      label: 'Solvent',
      shortLabel: 'solvent',
      kind: 'text',
      description: 'What the precursors are dissolved in.',
    },
    {
      key: 'solventVolumeMl',
      label: 'Solvent volume',
      shortLabel: 'volume',
      unit: 'mL',
      limits: { above: 0, max: 1_000_000 },
      description: 'For the whole batch.',
    },
    {
      key: 'solutionTemperatureC',
      label: 'Solution temperature',
      shortLabel: 'solution',
      unit: '°C',
      limits: { min: -80, max: 300 },
      description: 'While the powder is in the solution.',
    },
    {
      key: 'stirHours',
      label: 'Stirring time',
      shortLabel: 'stirring',
      unit: 'h',
      limits: { min: 0, max: 1000 },
      description: 'Powder and solution together.',
    },
    {
      key: 'dryTemperatureC',
      label: 'Drying temperature',
      shortLabel: 'drying',
      unit: '°C',
      limits: { min: -80, max: 400 },
      description: 'Until the solvent is gone.',
    },
    {
      key: 'dryHours',
      label: 'Drying time',
      shortLabel: 'drying time',
      unit: 'h',
      limits: { min: 0, max: 1000 },
      description: 'Time at the drying temperature.',
    },
  ]),
  ...of('mixing', mixed, [
    {
      key: 'mixingMethod',
      label: 'Mixing',
      shortLabel: 'mixing',
      kind: 'text',
      description: 'For example planetary ball mill, mortar, or acoustic mixer.',
    },
    {
      key: 'mixingHours',
      label: 'Mixing time',
      shortLabel: 'mixing time',
      unit: 'h',
      limits: { min: 0, max: 1000 },
      description: 'How long the powders are mixed or milled.',
    },
    {
      key: 'mixingSpeedRpm',
      label: 'Mixing speed',
      shortLabel: 'speed',
      unit: 'rpm',
      limits: { min: 0, max: 50_000 },
      description: 'Speed of the mill or mixer.',
    },
  ]),
  ...of(
    'mixing',
    ['ball-milling'],
    [
      {
        key: 'ballToPowderRatio',
        label: 'Ball to powder ratio',
        shortLabel: 'balls : powder',
        limits: { above: 0, max: 1000 },
        description: 'Mass of balls over mass of powder.',
      },
    ],
  ),
  ...of('heat', sintered, [
    {
      key: 'sinterTemperatureC',
      label: 'Sintering temperature',
      shortLabel: 'sinter',
      unit: '°C',
      limits: { min: 20, max: 1200 },
      description: 'B₂O₃ melts at 450 °C; boric acid deposits wet and cover LiCoO₂ at 500 °C (ren2025).',
    },
    {
      key: 'sinterRampCPerMin',
      label: 'Ramp',
      shortLabel: 'ramp',
      unit: '°C min⁻¹',
      limits: { above: 0, max: 1000 },
      description: 'Heating rate to the sintering temperature.',
    },
    {
      key: 'sinterHours',
      label: 'Sintering time',
      shortLabel: 'sinter time',
      unit: 'h',
      limits: { min: 0, max: 1000 },
      description: 'Dwell at the sintering temperature.',
    },
    {
      key: 'sinterAtmosphere',
      label: 'Atmosphere',
      shortLabel: 'atmosphere',
      kind: 'choice',
      choices: atmospheres,
      description: 'Gas in the furnace.',
    },
  ]),
  ...of('powder', processes, [
    {
      key: 'cathode',
      label: 'Cathode',
      shortLabel: 'cathode',
      kind: 'library',
      library: 'cathode',
      description: 'The powder that is coated, from the library.',
    },
    {
      key: 'batchMassG',
      label: 'Batch mass',
      shortLabel: 'batch',
      unit: 'g',
      limits: { above: 0, max: 1_000_000 },
      description: 'Mass of uncoated cathode powder in one batch; the weigh-out is made for it.',
    },
    {
      key: 'cathodeRadiusUm',
      label: 'Particle radius',
      shortLabel: 'radius',
      unit: 'µm',
      limits: { min: 0.01, max: 500 },
      description: 'Takes the place of the library’s particle radius.',
    },
    {
      key: 'betAreaM2PerG',
      label: 'BET area',
      shortLabel: 'BET',
      unit: 'm² g⁻¹',
      limits: { above: 0, max: 1000 },
      description: 'Measured surface of the powder. Without one it is taken as smooth spheres.',
    },
    {
      key: 'betAreaUncertaintyM2PerG',
      label: 'BET area uncertainty',
      shortLabel: '± BET',
      unit: 'm² g⁻¹',
      limits: { min: 0, max: 1000 },
      description: 'Half the range of the measured surface: 0.02 for 0.38–0.42 m² g⁻¹.',
    },
    {
      key: 'capacityMAhPerG',
      label: 'Capacity',
      shortLabel: 'capacity',
      unit: 'mAh g⁻¹',
      limits: { above: 0, max: 1000 },
      description: 'The capacity that 1 C refers to. Takes the place of the library’s.',
    },
    {
      key: 'cathodeDensityGPerCm3',
      label: 'Cathode density',
      shortLabel: 'cathode density',
      unit: 'g cm⁻³',
      limits: { above: 0, max: 25 },
      description: 'Takes the place of the library’s density of the cathode.',
    },
    {
      key: 'cathodeOxygenPotentialEv',
      label: 'µ_O of the charged cathode',
      shortLabel: 'µ_O',
      unit: 'eV',
      limits: { min: -20, max: 0 },
      description: 'Oxygen chemical potential at the cathode side of the coating. Takes the place of the library’s.',
    },
    {
      key: 'surfaceOxygenPerNm3',
      label: 'O²⁻ in the delithiated surface',
      shortLabel: 'c_max',
      unit: 'nm⁻³',
      limits: { above: 0, max: 200 },
      description:
        'O²⁻ concentration of the delithiated surface phase; 42 nm⁻³ is 4.2 × 10²² cm⁻³. Takes the place of the library’s.',
    },
  ]),
  ...of('identity', processes, [
    {
      key: 'target',
      label: 'Target',
      shortLabel: 'target',
      kind: 'text',
      description: 'What this recipe is to show or to reach.',
    },
    {
      key: 'replicates',
      label: 'Replicates',
      shortLabel: 'replicates',
      kind: 'integer',
      limits: { min: 1, max: 1000 },
      description: 'How many times it is to be made.',
    },
    {
      key: 'tags',
      label: 'Tags',
      shortLabel: 'tags',
      kind: 'tags',
      entries: { pattern: /^\S.{0,78}$/, expected: 'a word or a few, up to 80 characters' },
      description: 'Words to find it by.',
    },
  ]),
  ...of('conditions', processes, [
    {
      key: 'dwellSecondsPerCycle',
      label: 'Dwell at high voltage',
      shortLabel: 'dwell',
      unit: 's',
      limits: { above: 0, max: 10_000_000 },
      description:
        'Time per cycle at or above the dwell voltage, from a recorded test. Without one a quarter of 2 h / C-rate is assumed.',
    },
  ]),
  ...of('conditions', processes, [
    {
      key: 'conditions.oxygenSink',
      label: 'Oxygen sink',
      shortLabel: 'sink',
      kind: 'choice',
      choices: [
        { value: 'thiophosphate', label: 'thiophosphate' },
        { value: 'o2-gas', label: 'O₂ gas' },
      ],
      inheritedFromPlan: true,
      description:
        'What takes the oxygen behind the coating: a thiophosphate electrolyte (µ_O = −8.39 eV) or release as O₂ (−5.24 eV), cheng2024.',
    },
    {
      key: 'conditions.temperatureC',
      label: 'Temperature',
      shortLabel: 'T',
      unit: '°C',
      limits: { min: -100, max: 300 },
      inheritedFromPlan: true,
      description: 'Of the cell. Transport data are published for 27 °C (300 K); elsewhere they are extrapolated.',
    },
    {
      key: 'conditions.cRate',
      label: 'C-rate',
      shortLabel: 'rate',
      unit: 'C',
      limits: { above: 0, max: 1000 },
      inheritedFromPlan: true,
      description: 'Charge and discharge rate, 1/h.',
    },
    {
      key: 'conditions.upperCutoffV',
      label: 'Upper cut-off',
      shortLabel: 'cut-off',
      unit: 'V',
      limits: { min: 2, max: 6 },
      inheritedFromPlan: true,
      description: 'Upper cut-off voltage against Li/Li⁺.',
    },
    {
      key: 'conditions.cycles',
      label: 'Cycles',
      shortLabel: 'cycles',
      unit: 'cycles',
      kind: 'integer',
      limits: { min: 0, max: 1_000_000 },
      inheritedFromPlan: true,
      description: 'Number of cycles that shell and oxygen retention are predicted for; 0 is before cycling.',
    },
    {
      key: 'conditions.dwellVoltageV',
      label: 'Dwell voltage',
      shortLabel: 'dwell V',
      unit: 'V',
      limits: { min: 2, max: 6 },
      inheritedFromPlan: true,
      description:
        'Oxygen is driven out at or above this voltage. Without one it is the voltage that the cathode’s µ_O is published for.',
    },
  ]),
]

const aldOxidants = [
  { value: 'H2O', label: 'H₂O' },
  { value: 'O3', label: 'O₃' },
  { value: 'O2 plasma', label: 'O₂ plasma' },
  { value: 'H2O2', label: 'H₂O₂' },
  { value: 'none', label: 'none' },
] as const

/** The fields of one ALD sub-cycle. In the flat document they stand under `subCycles.<id>.<field>`. */
export const subCycleParameters: readonly Parameter[] = of(
  'deposition',
  ['ald'],
  [
    {
      key: 'order',
      label: 'Order',
      shortLabel: 'order',
      kind: 'text',
      description: 'Fractional key of the place in the programme.',
    },
    {
      key: 'oxide',
      label: 'Deposits',
      shortLabel: 'deposits',
      kind: 'text',
      description: 'The oxide that the sub-cycle lays down: LiOx, ZrOx, POx …',
    },
    {
      key: 'precursor',
      label: 'Precursor',
      shortLabel: 'precursor',
      kind: 'text',
      description: 'Metal-organic precursor.',
    },
    {
      key: 'coReactant',
      label: 'Co-reactant',
      shortLabel: 'co-reactant',
      kind: 'choice',
      choices: aldOxidants,
      description: 'H₂O, O₃ …',
    },
    {
      key: 'repeats',
      label: 'Repeats',
      shortLabel: 'repeats',
      kind: 'integer',
      limits: { min: 1, max: 10_000 },
      description: 'How often it is run within one supercycle.',
    },
    {
      key: 'pulseS',
      label: 'Pulse',
      shortLabel: 'pulse',
      unit: 's',
      limits: { min: 0, max: 36_000 },
      description:
        'Pulse time of one whole sub-cycle: precursor and co-reactant together. So are exposure and purge; the programme runs for their sum.',
    },
    {
      key: 'exposureS',
      label: 'Exposure',
      shortLabel: 'exposure',
      unit: 's',
      limits: { min: 0, max: 36_000 },
      description: 'Time of one whole sub-cycle in which pulses may react before the purge.',
    },
    {
      key: 'purgeS',
      label: 'Purge',
      shortLabel: 'purge',
      unit: 's',
      limits: { min: 0, max: 36_000 },
      description: 'Purge time of one whole sub-cycle.',
    },
    {
      key: 'cationsPerCycle',
      label: 'Yield',
      shortLabel: 'yield',
      unit: 'nm⁻²',
      limits: { above: 0, max: 1000 },
      description:
        'Cations laid down per sub-cycle and nm², where known for this tool; gives the expected cation ratio.',
    },
  ],
)

/** Made from published parameters and a lab's own. */
export interface Catalogue {
  parameters: readonly Parameter[]
  /** In catalogue order, conditions last. */
  parametersOf(process: Process): readonly Parameter[]
  /** Also resolves the fields of sub-cycles: `subCycles.x1.repeats`. */
  findParameter(key: string): Parameter | undefined
}

/** Keys of a lab's own parameters, as `own.crucible`: they can never meet one of ours. */
export const ownKeyPattern = /^own\.[A-Za-z][A-Za-z0-9_-]{0,63}$/
const subCycleKeyPattern = /^subCycles\.([A-Za-z0-9_-]{1,32})\.([A-Za-z]+)$/
const ownKeyLimit = 20_000

/**
 * The catalogue with a lab's own parameters. They behave like the others in grid, comparison and export; the model does not
 * know them.
 *
 * @param offered entries of the lab's own library, which can be chosen beside the published ones
 * @throws Error when an own key does not have the form `own.<name>` or stands twice
 */
export function extendCatalogue(
  own: readonly Parameter[],
  offered: Partial<Record<NonNullable<Parameter['library']>, readonly { id: string; name: string }[]>> = {},
): Catalogue {
  for (const { key } of own)
    if (!ownKeyPattern.test(key)) throw new Error(`${key}: a lab’s own parameter is called own.<name>`)
  const conditions = published.findIndex((parameter) => parameter.group === 'conditions')
  const known = published.map((parameter) => {
    const ownOptions = parameter.library === undefined ? [] : (offered[parameter.library] ?? [])
    return ownOptions.length === 0 ? parameter : { ...parameter, ownOptions }
  })
  const all = own.length === 0 ? known : [...known.slice(0, conditions), ...own, ...known.slice(conditions)]
  const byKey = new Map(all.map((parameter) => [parameter.key, parameter]))
  if (byKey.size !== all.length) throw new Error('two parameters have one key')
  const byProcess = new Map(
    processes.map((process) => [process, all.filter((parameter) => parameter.processes.includes(process))]),
  )
  const fields = new Map(subCycleParameters.map((parameter) => [parameter.key, parameter]))
  const subCycles = new Map<string, Parameter>()

  return {
    parameters: all,
    parametersOf: (process) => byProcess.get(process) ?? [],
    findParameter(key) {
      const found = byKey.get(key) ?? subCycles.get(key)
      if (found !== undefined) return found
      const match = subCycleKeyPattern.exec(key)
      const field = fields.get(match?.[2] ?? '')
      if (field === undefined) return undefined
      const parameter = { ...field, key }
      // The same object each time, so that what is remembered of a parameter is found again; but not without end.
      if (subCycles.size < ownKeyLimit) subCycles.set(key, parameter)
      return parameter
    },
  }
}

const catalogue = extendCatalogue([])

/** Every published parameter, conditions last. The fields of sub-cycles are apart, in `subCycleParameters`. */
export const parameters: readonly Parameter[] = catalogue.parameters
export const parametersOf = catalogue.parametersOf
export const findParameter = catalogue.findParameter
