import type { Parameter } from './parameter'

/** Sub- and superscripts become digits, case goes, so that `tio2` finds TiO₂. Keeps the length of what people type. */
export function foldName(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** What people call a parameter: its head, its label, its key. */
export function namesOfParameter({
  shortLabel,
  label,
  key,
}: Pick<Parameter, 'shortLabel' | 'label' | 'key'>): string[] {
  return [shortLabel, label, key].map(foldName)
}

/** The first words of a key, for want of a better name: `lbo` of `lboWtPercent`. */
export function stemsOfKey(key: string): string[] {
  const words = (key.split('.')[0] ?? '').split(/(?=[A-Z])/)
  return words.slice(0, -1).map((_, place) => foldName(words.slice(0, place + 1).join(' ')))
}
