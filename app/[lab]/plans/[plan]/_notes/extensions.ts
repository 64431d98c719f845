import { type Extensions, getSchema } from '@tiptap/core'
import { Image } from '@tiptap/extension-image'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { Mention } from '@tiptap/extension-mention'
import { TableKit } from '@tiptap/extension-table'
import type { Schema } from '@tiptap/pm/model'
import StarterKit from '@tiptap/starter-kit'
import { yXmlFragmentToProsemirror } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'

/** What notes can hold. A new kind of node here must first be known to all clients: see `canShow`. */
export const noteExtensions: Extensions = [
  StarterKit.configure({
    // One's own edits are undone by the shared document, not by the editor.
    undoRedo: false,
    // Would write an empty line into the document of whoever only opens it.
    trailingNode: false,
    heading: { levels: [3, 4, 5] },
    link: { openOnClick: false, defaultProtocol: 'https', protocols: ['mailto'] },
  }),
  TaskList,
  TaskItem.configure({ nested: true }),
  TableKit.configure({ table: { resizable: false } }),
  Image.configure({ allowBase64: false }),
]

/** A person who is named. Its key stays with it where it is copied to: the server tells of each once. */
export const KeyedMention = Mention.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      key: {
        default: null,
        parseHTML: (element) => element.getAttribute('data-key'),
        renderHTML: ({ key }) => (typeof key === 'string' ? { 'data-key': key } : {}),
      },
    }
  },
})

const schema: Schema = getSchema([...noteExtensions, KeyedMention])

/**
 * True when the editor knows all that stands there. It would delete from the document what it does not know, also what a newer
 * version or a broken client wrote; such notes are shown as plain text and left alone.
 */
export function canShow(fragment: Y.XmlFragment): boolean {
  if (fragment.length === 0) return true
  try {
    yXmlFragmentToProsemirror(schema, fragment).check()
    return true
  } catch {
    return false
  }
}
