import { nanoid } from 'nanoid'
import { random } from '../sync/testing/random'

/** Seeded choices: the same seed gives the same ones in the same order. */
export interface Chance {
  /** From `low` up to, not including, `high`. */
  between(low: number, high: number): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  oneOf<Choice>(choices: readonly Choice[]): Choice
  /** True with this probability. */
  is(probability: number): boolean
}

export function chanceOf(next: () => number): Chance {
  const between = (low: number, high: number) => low + (high - low) * next()
  return {
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    oneOf(choices) {
      const chosen = choices[Math.floor(next() * choices.length)]
      if (chosen === undefined) throw new Error('There is nothing to choose from.')
      return chosen
    },
    is: (probability) => next() < probability,
  }
}

/** The clock and the source of ids while seeded work goes on: `at` is what anybody who asks for the time is told. */
export interface SeededProcess {
  chance: Chance
  /** Documents name their writer by a number of 32 bits. */
  clientId(): number
  setTime(at: number): void
}

/**
 * Runs the work with ids, clock and chance taken from the seed, so that it writes the same rows each time, byte for byte. It is for
 * a process that does nothing else meanwhile: ids and clock are the whole process's.
 */
export async function withSeed<Result>(
  seed: number,
  work: (seeded: SeededProcess) => Promise<Result>,
): Promise<Result> {
  const next = random(seed)
  const ids = random(seed ^ 0x5eed)
  const clock = Date.now
  const getRandomValues = crypto.getRandomValues
  let now = 0
  Date.now = () => now
  crypto.getRandomValues = <Target extends ArrayBufferView | null>(target: Target): Target => {
    if (target !== null) {
      const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
      for (let place = 0; place < bytes.length; place += 1) bytes[place] = Math.floor(ids() * 256)
    }
    return target
  }
  // Ids are made from bytes that were drawn ahead: the ones of before go.
  nanoid(65_536)
  try {
    return await work({
      chance: chanceOf(next),
      clientId: () => Math.floor(ids() * 0xff_ff_ff_ff),
      setTime(at) {
        now = at
      },
    })
  } finally {
    Date.now = clock
    crypto.getRandomValues = getRandomValues
  }
}
