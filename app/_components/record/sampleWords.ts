import { formatAmount, formatGrams } from '@/science/samples/amounts'
import { isCounted } from '@/science/samples/kinds'
import type { SampleListItem } from '@/server/views'

/** `7.4 of 10 g left`, `10 g`, `11 of 12 discs left`; null when nobody has weighed or counted it. */
export function amountWords(
  sample: Pick<SampleListItem, 'kind' | 'amountG' | 'leftG' | 'count' | 'leftCount'>,
): string | null {
  const counted = isCounted(sample.kind)
  const [made, left] = counted ? [sample.count, sample.leftCount] : [sample.amountG, sample.leftG]
  if (made === null || left === null) return null
  if (left === made) return formatAmount(made, counted)
  return `${counted ? String(left).replace('-', '−') : formatGrams(left).replace(' g', '')} of ${formatAmount(made, counted)} left`
}

/** What a sample is of: its recipe, or what a blend of several cannot be named by. */
export function ofWhat(sample: Pick<SampleListItem, 'mixesRecipes' | 'recipeName'>): string {
  return sample.mixesRecipes ? 'a blend of recipes' : sample.recipeName
}
