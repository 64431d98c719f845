import * as Y from 'yjs'
import { isId, type MemberId } from '@/science/ids'

/** Somebody who is named in notes. */
export interface Mention {
  /** Given where the mention was made, and the same in all its copies: who was told of it once need not be told again. */
  key: string
  member: MemberId
  /** The place in the document's history where it was written: who did, the log of the plan says. */
  writtenAt: { client: number; clock: number }
}

const longestMentionKey = 40

/** All who are named in notes, in the order of the text. What has no key, or names nobody, is left out. */
export function notesMentions(fragment: Y.XmlFragment): Mention[] {
  const found: Mention[] = []
  for (const child of fragment.createTreeWalker(
    (node) => node instanceof Y.XmlElement && node.nodeName === 'mention',
  )) {
    if (!(child instanceof Y.XmlElement)) continue
    const key: unknown = child.getAttribute('key')
    const member: unknown = child.getAttribute('id')
    const item = child._item
    if (typeof key !== 'string' || key === '' || key.length > longestMentionKey || !isId('member', member) || !item)
      continue
    found.push({ key, member, writtenAt: { client: item.id.client, clock: item.id.clock } })
  }
  return found
}

/** The words of rich-text notes, a line for each block. Total: what it does not know it looks into all the same. */
export function notesText(fragment: Y.XmlFragment): string {
  const lines: string[] = []
  collect(fragment, lines)
  return lines.join('\n')
}

function collect(node: Y.XmlFragment | Y.XmlElement, lines: string[]): void {
  let line = ''
  for (const child of node.toArray()) {
    if (child instanceof Y.XmlText) line += plain(child)
    else if (child instanceof Y.XmlElement) {
      if (child.nodeName === 'hardBreak') line += ' '
      else if (child.nodeName === 'mention') line += `@${String(child.getAttribute('label') ?? '')}`
      else {
        if (line !== '') lines.push(line)
        line = ''
        collect(child, lines)
      }
    }
  }
  if (line !== '') lines.push(line)
}

function plain(text: Y.XmlText): string {
  const parts: { insert?: unknown }[] = text.toDelta()
  return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
}
