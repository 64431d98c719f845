import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { notesText } from '@/collab/plan/notes'
import { canShow } from './extensions'

function notes(...nodes: (Y.XmlElement | Y.XmlText)[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('notes')
  fragment.insert(0, nodes)
  return fragment
}

function element(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  made.insert(0, children)
  return made
}

const words = (text: string) => new Y.XmlText(text)

describe('notes', () => {
  it('are shown when the editor knows all that is in them', () => {
    expect(canShow(notes())).toBe(true)
    expect(canShow(notes(element('paragraph', words('Milled twice.'))))).toBe(true)
    expect(
      canShow(
        notes(element('bulletList', element('listItem', element('paragraph', words('a')))), element('paragraph')),
      ),
    ).toBe(true)
  })

  it('are left alone when it does not: a node, a place or a mark of a newer version', () => {
    expect(canShow(notes(element('chart', words('x'))))).toBe(false)
    expect(canShow(notes(element('paragraph', element('paragraph', words('x')))))).toBe(false)
    expect(canShow(notes(words('bare')))).toBe(false)
    const marked = words('x')
    const fragment = notes(element('paragraph', marked))
    marked.format(0, 1, { blink: {} })
    expect(canShow(fragment)).toBe(false)
  })

  it('have a text, a line for each block, whatever stands in them', () => {
    expect(
      notesText(
        notes(
          element('heading', words('Milling')),
          element('taskList', element('taskItem', element('paragraph', words('twice')))),
          element('chart', words('of 2026')),
        ),
      ),
    ).toBe('Milling\ntwice\nof 2026')
    expect(notesText(notes())).toBe('')
  })
})
