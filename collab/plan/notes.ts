import * as Y from 'yjs'

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
