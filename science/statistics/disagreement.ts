import { type Pair, ranks } from './correlation'

/** Where a thing stands among the others by prediction and by record. */
export interface Disagreement<Thing> {
  thing: Thing
  /** rank from 1, lowest first; ties share their mean rank */
  predictedRank: number
  recordedRank: number
  /** recorded less predicted: positive did better than was predicted of it */
  difference: number
}

/** Those whose place by record is farthest from their place by prediction come first; of equals the order given. */
export function disagreements<Thing>(things: readonly Thing[], pairOf: (thing: Thing) => Pair): Disagreement<Thing>[] {
  const pairs = things.map(pairOf)
  const predicted = ranks(pairs.map((pair) => pair[0]))
  const recorded = ranks(pairs.map((pair) => pair[1]))
  return things
    .map((thing, at) => {
      const predictedRank = predicted[at] as number
      const recordedRank = recorded[at] as number
      return { thing, predictedRank, recordedRank, difference: recordedRank - predictedRank }
    })
    .sort((one, other) => Math.abs(other.difference) - Math.abs(one.difference))
}
