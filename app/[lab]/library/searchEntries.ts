/** The entries in which every word of the search occurs, in whatever field: name, formula, phase, source. */
export function searchEntries<Entry>(entries: readonly Entry[], search: string): readonly Entry[] {
  const words = fold(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries
  return entries.filter((entry) => {
    const text = fold(JSON.stringify(entry))
    return words.every((word) => text.includes(word))
  })
}

/** Lower case, subscripts as digits: `Li₃BO₃` is found by `li3bo3`. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
