/** The place of a test, or of one of its results, on the page of its paper: `ma2026-04`, `ma2026-04.retention`. */
export function paperAddress(lab: string, key: string): string {
  const [test = key] = key.split('.')
  return `/${lab}/library/papers/${test.replace(/-\d+$/, '')}#${key}`
}
