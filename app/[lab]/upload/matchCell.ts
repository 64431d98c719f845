import type { CellNameView } from '@/server/views'

/**
 * The cell that a file is named after: its name, or the code of its sample where that sample has one cell, as people write them into file
 * names, with any signs between. The longest name counts; null where two could be meant.
 */
export function matchCell(
  fileName: string,
  cells: readonly Pick<CellNameView, 'id' | 'name' | 'sampleCode'>[],
): string | null {
  const file = fileName.replace(/\.[^.]*$/, '').toLowerCase()
  const [first, second] = cells
    .map(({ id, name }) => ({ id, size: sizeIn(file, name) }))
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => b.size - a.size)
  if (first !== undefined && first.size !== second?.size) return first.id
  if (first !== undefined) return null
  const ofSample = cells.filter(({ sampleCode }) => sizeIn(file, sampleCode) > 0)
  return ofSample.length === 1 ? (ofSample[0]?.id ?? null) : null
}

/** Shorter names are in every file's name by chance. */
const shortest = 3

/** How many letters and digits of a name stand in a file's; 0 where it does not. “Coin 1” is not meant by “coin 12”. */
function sizeIn(file: string, name: string): number {
  const signs = [...name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')]
  if (signs.length < shortest) return 0
  const alone = (sign: string | undefined, look: string) => (/\d/.test(sign ?? '') ? look : '')
  const pattern = `${alone(signs[0], '(?<!\\d)')}${signs.join('[^\\p{L}\\p{N}]*')}${alone(signs.at(-1), '(?!\\d)')}`
  return new RegExp(pattern, 'u').test(file) ? signs.length : 0
}
