import type { MemberId } from '@/science/ids'

interface Named {
  memberId: MemberId
  name: string
}

/** The `@` that somebody is typing before the caret: where it begins, and what follows it. Null when she types none. */
export function mentionAt(text: string, caret: number): { start: number; query: string } | null {
  const found = /(?:^|[\s(])@([\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}.'’-]*)?)$/u.exec(text.slice(0, caret))
  if (found === null) return null
  const query = found[1] ?? ''
  return { start: caret - query.length - 1, query }
}

/** Those whose name, or a word of it, begins like that. */
export function offered<Person extends Named>(people: readonly Person[], query: string): readonly Person[] {
  const wanted = query.toLowerCase()
  return people
    .filter(({ name }) => {
      const lower = name.toLowerCase()
      return lower.startsWith(wanted) || lower.split(' ').some((word) => word.startsWith(wanted))
    })
    .slice(0, 6)
}

/** The text with the typed beginning replaced by the whole name, and the caret behind it. */
export function insertMention(
  text: string,
  caret: number,
  start: number,
  name: string,
): { text: string; caret: number } {
  const before = `${text.slice(0, start)}@${name} `
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length }
}

/** The text in parts; a mention is one, the longest name that stands there. */
export function splitMentions<Person extends Named>(
  text: string,
  people: readonly Person[],
): readonly (string | Person)[] {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length)
  const parts: (string | Person)[] = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const person =
      text[at] === '@'
        ? byLength.find(
            ({ name }) => text.startsWith(name, at + 1) && !/[\p{L}\p{N}]/u.test(text[at + 1 + name.length] ?? ''),
          )
        : undefined
    if (person === undefined) {
      plain += text[at]
      at += 1
      continue
    }
    if (plain !== '') parts.push(plain)
    plain = ''
    parts.push(person)
    at += person.name.length + 1
  }
  if (plain !== '') parts.push(plain)
  return parts
}

/** Those whose name stands after an `@`. */
export function mentioned(text: string, people: readonly Named[]): MemberId[] {
  return [...new Set(splitMentions(text, people).flatMap((part) => (typeof part === 'string' ? [] : [part.memberId])))]
}
