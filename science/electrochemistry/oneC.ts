import type { ReadingWarning, StatedOneC } from '@/science/cycler/reading'

/** 1C in mAh per gram of active material, or of the cell as it is. */
export interface OneC {
  value: number
  unit: 'mAh/g' | 'mAh'
}

/** Who says what 1C is: a person, the powder's data sheet, or the file, and where in it. */
export interface KnownOneC extends OneC {
  source: 'chosen' | 'data-sheet' | 'file'
  place: string | null
}

export interface OneCKnowledge {
  /** as a person chose */
  chosen: OneC | null
  /** mAh g⁻¹ that the powder's data sheet gives */
  capacityMAhPerG: number | null
  activeMassMg: number | null
  stated: StatedOneC | null
}

/** mA that 1C is; null where nobody said, or where it is per gram and the mass is not known. */
export function oneCCurrentMA(oneC: OneC | null | undefined, activeMassMg: number | null | undefined): number | null {
  if (!oneC || !(oneC.value > 0)) return null
  if (oneC.unit === 'mAh') return oneC.value
  return activeMassMg && activeMassMg > 0 ? (oneC.value * activeMassMg) / 1000 : null
}

/** What 1C is in a test: as somebody chose; else what the powder's data sheet gives, by the mass; else what the file itself states. */
export function oneCOf({ chosen, capacityMAhPerG, activeMassMg, stated }: OneCKnowledge): KnownOneC | null {
  if (chosen !== null) return { ...chosen, source: 'chosen', place: null }
  const sheet: KnownOneC | null =
    capacityMAhPerG === null ? null : { value: capacityMAhPerG, unit: 'mAh/g', source: 'data-sheet', place: null }
  if (stated === null || oneCCurrentMA(sheet, activeMassMg) !== null) return sheet
  return { value: stated.capacityMAh, unit: 'mAh', source: 'file', place: stated.place }
}

/** Two values of 1C that differ by more than this part are not the same. */
const same = 0.1

/** A file whose own 1C is another than the one that the rates go by: the mass, the data sheet or the file's settings may be wrong. */
export function checkOneC(knowledge: OneCKnowledge): ReadingWarning | null {
  const { stated, activeMassMg } = knowledge
  const known = oneCOf(knowledge)
  const currentMA = oneCCurrentMA(known, activeMassMg)
  if (stated === null || known === null || currentMA === null || known.source === 'file') return null
  if (Math.abs(currentMA - stated.capacityMAh) <= same * Math.max(currentMA, stated.capacityMAh)) return null
  const short = (mA: number) => `${Number(mA.toPrecision(3))} mA`
  const by =
    known.source === 'chosen'
      ? 'as chosen'
      : `by ${Number(known.value.toPrecision(4))} mAh g⁻¹ of the data sheet and ${activeMassMg} mg`
  return {
    code: 'rate-against-file',
    message: `1C is ${short(currentMA)} ${by}, and ${short(stated.capacityMAh)} as the file states it (${stated.place}): its steps ran at other rates than are shown, or one of the two is wrong.`,
  }
}
