import type { Guidelines, Material, Transport } from '../library/library'
import { powerOfTen } from '../recipe/formatValue'
import { leastOf, mostOf } from './bounded'
import type { GuidelineVerdict } from './figure'
import type { Phase } from './transport'

type Verdict = GuidelineVerdict['verdict']

/**
 * The design guidelines of cheng2022 for amorphous coatings at room temperature: D_Li above 7e-16 and D_O below 1e-17 cm² s⁻¹,
 * and anion groups that retain oxygen. Rule 14 of the model. Of several phases, the one that leaks most decides for oxygen and
 * the one that conducts best for lithium, because they conduct side by side.
 */
export function guidelineVerdicts(phases: readonly Phase[], guidelines: Guidelines): GuidelineVerdict[] {
  const { lithiumDiffusivityAbove: lithium, oxygenDiffusivityBelow: oxygen, retainingAnionGroups, source } = guidelines
  if (phases.length === 0) {
    const message = 'no coating is known'
    return (['lithiumTransport', 'oxygenTransport', 'anionGroup'] as const).map((guideline) => ({
      guideline,
      verdict: 'unknown' as const,
      message,
      source,
    }))
  }
  const ofLithium = phases.map(({ material }) => ({ material, verdict: isAbove(material.lithium, lithium) }))
  const ofOxygen = phases.map(({ material }) => ({ material, verdict: isBelow(material.oxygen, oxygen) }))
  const groups = phases.map(({ material }) => anionVerdict(material, retainingAnionGroups))
  return [
    {
      guideline: 'lithiumTransport',
      ...decide(
        ofLithium,
        'pass',
        (ids, verdict) => `D_Li of ${ids} ${claim[verdict]} above ${print(lithium)} cm² s⁻¹`,
      ),
      source,
    },
    {
      guideline: 'oxygenTransport',
      ...decide(ofOxygen, 'fail', (ids, verdict) => `D_O of ${ids} ${claim[verdict]} below ${print(oxygen)} cm² s⁻¹`),
      source,
    },
    { guideline: 'anionGroup', ...anionSentence(groups), source },
  ]
}

const claim: Record<Verdict, string> = { pass: 'is', fail: 'is not', unknown: 'is not known to be' }

interface Judged {
  material: Material
  verdict: Verdict
}

/** One phase with the deciding verdict decides; otherwise all must agree. */
function decide(
  judged: readonly Judged[],
  deciding: 'pass' | 'fail',
  say: (ids: string, verdict: Verdict) => string,
): { verdict: Verdict; message: string } {
  const found =
    judged.find(({ verdict }) => verdict === deciding) ??
    judged.find(({ verdict }) => verdict === 'unknown') ??
    judged[0]
  const verdict = found?.verdict ?? 'unknown'
  const ids = judged.filter((one) => one.verdict === verdict).map((one) => one.material.id)
  return { verdict, message: say(ids.join(' and '), verdict) }
}

function isAbove(transport: Transport | null, limit: number): Verdict {
  const diffusivity = transport?.diffusivity
  if (!diffusivity) return 'unknown'
  const { value, low, high } = diffusivity
  if (value !== undefined) return value > limit ? 'pass' : 'fail'
  // “Above the limit” is all that is published of some: a bound at the limit passes.
  if (low !== undefined && low >= limit) return 'pass'
  return high !== undefined && high <= limit ? 'fail' : 'unknown'
}

function isBelow(transport: Transport | null, limit: number): Verdict {
  const diffusivity = transport?.diffusivity
  if (!diffusivity) return 'unknown'
  if (diffusivity.value !== undefined) return diffusivity.value < limit ? 'pass' : 'fail'
  const most = mostOf(diffusivity)
  if (most !== undefined && most <= limit) return 'pass'
  const least = leastOf(diffusivity)
  return least !== undefined && least >= limit ? 'fail' : 'unknown'
}

function anionVerdict(material: Material, retaining: readonly string[]): Judged & { groups: readonly string[] } {
  const { anionGroups } = material
  if (anionGroups === null) return { material, verdict: 'unknown', groups: [] }
  const groups = anionGroups.filter((group) => retaining.includes(group))
  return { material, verdict: groups.length > 0 ? 'pass' : 'fail', groups }
}

function anionSentence(judged: readonly (Judged & { groups: readonly string[] })[]): {
  verdict: Verdict
  message: string
} {
  const without = judged.filter(({ verdict }) => verdict === 'fail').map(({ material }) => material.id)
  if (without.length > 0)
    return { verdict: 'fail', message: `${without.join(' and ')} has none of the anion groups that retain oxygen` }
  const unknown = judged.filter(({ verdict }) => verdict === 'unknown').map(({ material }) => material.id)
  if (unknown.length > 0)
    return { verdict: 'unknown', message: `the anion groups of ${unknown.join(' and ')} do not follow from a formula` }
  const groups = [...new Set(judged.flatMap((one) => one.groups))]
  return { verdict: 'pass', message: `${groups.join(' and ')} ${groups.length > 1 ? 'retain' : 'retains'} oxygen` }
}

const print = (value: number) => powerOfTen(value, 1)
