import { type Option, searchOptions } from './planOptions'

/** What is typed of a list of entries, parted at its last separator: what is done, and the entry that one is at. */
export function partEntries(text: string): { before: string; entry: string } {
  const at = Math.max(text.lastIndexOf(';'), text.includes(';') ? -1 : text.lastIndexOf(','))
  return { before: text.slice(0, at + 1), entry: text.slice(at + 1).trimStart() }
}

/** The text with the entry that one is at replaced by `chosen`, ready for the next one. */
export function withEntry(text: string, chosen: string): string {
  const { before } = partEntries(text)
  const parted = before.endsWith(',') ? ',' : ';'
  return `${before}${before === '' ? '' : ' '}${chosen}${parted} `
}

/** What may be meant by the entry that is being typed; nothing before one types, and none that stands there already. */
export function suggestEntries(options: readonly Option[], text: string, most = 8): readonly Option[] {
  const { before, entry } = partEntries(text)
  if (entry.trim() === '') return []
  const standing = new Set(before.split(before.includes(';') ? ';' : ',').map((one) => one.trim()))
  return searchOptions(options, entry)
    .filter((option) => option.value !== entry.trim() && !standing.has(option.value))
    .slice(0, most)
}

/** Entries that are used under a key already, as options. */
export function usedEntries(recipes: readonly { values: Readonly<Record<string, unknown>> }[], key: string): Option[] {
  const found = new Set<string>()
  for (const { values } of recipes) {
    const value = values[key]
    if (Array.isArray(value)) for (const entry of value) if (typeof entry === 'string') found.add(entry)
  }
  return [...found].sort((a, b) => a.localeCompare(b)).map((entry) => ({ value: entry, label: entry, detail: '' }))
}
