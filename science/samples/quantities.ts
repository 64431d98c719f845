/** How a value is written: a number with its unit, shares by name (elements, phases, species), an image, or anything. */
export type ValueForm = 'number' | 'shares' | 'image' | 'free'

export interface MeasuredQuantity {
  key: string
  label: string
  form: ValueForm
  /** The first is meant unless another is said. */
  units: readonly string[]
  /** To choose from; others can be typed. */
  methods: readonly string[]
  /** What a share is of, where the value is shares. */
  part?: string
}

/** What people measure of a sample. Other quantities have a name of their own. */
export const measuredQuantities: readonly MeasuredQuantity[] = [
  {
    key: 'coatingThickness',
    label: 'Coating thickness',
    form: 'number',
    units: ['nm'],
    methods: ['TEM', 'HRTEM', 'STEM', 'XPS', 'ellipsometry', 'XRR'],
  },
  {
    key: 'betArea',
    label: 'BET area',
    form: 'number',
    units: ['m² g⁻¹'],
    methods: ['N₂ adsorption', 'Kr adsorption'],
  },
  {
    key: 'icpRatio',
    label: 'ICP ratio',
    form: 'shares',
    units: ['mol', 'mol%', 'wt%'],
    methods: ['ICP-OES', 'ICP-MS'],
    part: 'Element',
  },
  {
    key: 'xrdPhases',
    label: 'XRD phases',
    form: 'shares',
    units: ['wt%', 'mol%', 'vol%'],
    methods: ['XRD, Rietveld', 'XRD', 'synchrotron XRD'],
    part: 'Phase',
  },
  {
    key: 'xpsFractions',
    label: 'XPS fractions',
    form: 'shares',
    units: ['at%'],
    methods: ['XPS'],
    part: 'Species',
  },
  { key: 'semImage', label: 'SEM image', form: 'image', units: [], methods: ['SEM', 'FIB-SEM', 'TEM', 'STEM-EDS'] },
  { key: 'other', label: 'Something else', form: 'free', units: [], methods: [] },
]

export function findQuantity(key: string): MeasuredQuantity | undefined {
  return measuredQuantities.find((quantity) => quantity.key === key && key !== 'other')
}

/** What the model takes from the recipe unless it was measured. */
export const modelQuantities = ['coatingThickness', 'betArea'] as const
export type ModelQuantity = (typeof modelQuantities)[number]

/** A recorded value of a quantity that the model takes: a number, or a range as papers give it (3–4 nm). */
export function centreOfValue(
  value: unknown,
  uncertainty: number | null,
): { value: number; uncertainty: number | null } | null {
  if (typeof value === 'number') return value > 0 ? { value, uncertainty } : null
  if (!Array.isArray(value) || value.length !== 2) return null
  const [low, high] = value as unknown[]
  if (typeof low !== 'number' || typeof high !== 'number' || !(low > 0) || !(high >= low)) return null
  return { value: (low + high) / 2, uncertainty: (high - low) / 2 }
}
