import { useQuery } from '@tanstack/react-query'
import Collaboration from '@tiptap/extension-collaboration'
import { type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react'
import type { SuggestionProps } from '@tiptap/suggestion'
import {
  Bold,
  Heading,
  ImagePlus,
  Italic,
  Link as LinkIcon,
  List,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Table,
} from 'lucide-react'
import { nanoid } from 'nanoid'
import { useEffect, useMemo, useRef, useState } from 'react'
import { toast } from 'sonner'
import type * as Y from 'yjs'
import { Button } from '@/app/_components/Button'
import { controlClass } from '@/app/_components/Input'
import { Person } from '@/app/_components/Person'
import { cn } from '@/app/_lib/cn'
import { useTRPC } from '@/app/_lib/trpc'
import { notesText } from '@/collab/plan/notes'
import type { MemberView } from '@/server/views'
import { offered } from '../_comments/mentions'
import { canShow, KeyedMention, noteExtensions } from './extensions'
import styles from './notes.module.css'
import { sendImage } from './sendImage'

interface NotesEditorProps {
  lab: string
  fragment: Y.XmlFragment
  /** The recipe's. */
  name: string
  canWrite: boolean
}

/** Rich text over the shared document: everybody's words merge, and one undoes one's own. */
export function NotesEditor(props: NotesEditorProps) {
  const isKnown = useIsKnown(props.fragment)
  if (isKnown) return <Writing {...props} />
  return (
    <>
      <p className="mt-0 text-sm text-ink-muted">
        These notes hold something that this version does not know. They are shown as plain text and cannot be changed
        here.
      </p>
      <pre className="m-0 font-sans text-sm whitespace-pre-wrap">{notesText(props.fragment)}</pre>
    </>
  )
}

/**
 * Looked at when the notes open and with every change. While they are open an unknown node that arrives is lost to the editor: a
 * version that writes new kinds of nodes must raise the document's schema version, so that older pages are asked to reload.
 */
function useIsKnown(fragment: Y.XmlFragment): boolean {
  const [isKnown, setKnown] = useState(() => canShow(fragment))
  useEffect(() => {
    const look = () => setKnown(canShow(fragment))
    fragment.observeDeep(look)
    return () => fragment.unobserveDeep(look)
  }, [fragment])
  return isKnown
}

type Suggested = Pick<SuggestionProps<MemberView>, 'items' | 'command' | 'clientRect'>

function Writing({ lab, fragment, name, canWrite }: NotesEditorProps) {
  const trpc = useTRPC()
  const { data: members } = useQuery(trpc.members.list.queryOptions({ lab }))
  const people = useRef<readonly MemberView[]>([])
  people.current = members ?? []
  const [suggested, setSuggested] = useState<Suggested | null>(null)
  const [chosen, setChosen] = useState(0)
  const state = useRef({ suggested, chosen })
  state.current = { suggested, chosen }

  const extensions = useMemo(
    () => [
      ...noteExtensions,
      Collaboration.configure({ fragment }),
      KeyedMention.configure({
        HTMLAttributes: { class: styles.mention },
        suggestion: {
          items: ({ query }) => [...offered(people.current, query)],
          command: ({ editor, range, props }) => {
            const { memberId, name: label } = props as unknown as MemberView
            const mention = { type: 'mention', attrs: { id: memberId, label, key: nanoid(16) } }
            editor
              .chain()
              .focus()
              .insertContentAt(range, [mention, { type: 'text', text: ' ' }])
              .run()
          },
          render: () => ({
            onStart: (found) => {
              setChosen(0)
              setSuggested(found as unknown as Suggested)
            },
            onUpdate: (found) => setSuggested(found as unknown as Suggested),
            onExit: () => setSuggested(null),
            onKeyDown: ({ event }) => {
              const { suggested: open, chosen: at } = state.current
              const count = open?.items.length ?? 0
              if (open === null || count === 0) return false
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                setChosen((at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count)
                return true
              }
              if (event.key !== 'Enter' && event.key !== 'Tab') return false
              const person = open.items[Math.min(at, count - 1)]
              if (person) open.command(person)
              return true
            },
          }),
        },
      }),
    ],
    [fragment],
  )

  const attach = async (editor: Editor, files: readonly File[]) => {
    for (const file of files) {
      const sent = await sendImage(lab, file)
      if (sent.ok) editor.chain().focus().setImage({ src: sent.src, alt: file.name }).run()
      else toast.error(sent.sentence)
    }
  }

  const editor = useEditor(
    {
      extensions,
      editable: canWrite,
      immediatelyRender: true,
      editorProps: {
        attributes: {
          'aria-label': `Notes of ${name}`,
          role: 'textbox',
          'aria-multiline': 'true',
          class: styles.text ?? '',
        },
        handlePaste: (_view, event) => takeImages(event.clipboardData),
        handleDrop: (_view, event) => takeImages(event.dataTransfer),
      },
    },
    [extensions],
  )
  useEffect(() => {
    editor.setEditable(canWrite, false)
  }, [editor, canWrite])

  function takeImages(data: DataTransfer | null): boolean {
    const images = [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'))
    if (images.length === 0 || !canWrite) return false
    void attach(editor, images)
    return true
  }

  return (
    <div className="flex flex-col gap-2 pb-6">
      {canWrite && <Tools editor={editor} onImages={(files) => void attach(editor, files)} />}
      <EditorContent editor={editor} />
      {!canWrite && editor.isEmpty && <p className="m-0 text-sm text-ink-muted">No notes yet.</p>}
      {suggested && suggested.items.length > 0 && <People suggested={suggested} chosen={chosen} />}
    </div>
  )
}

function People({ suggested, chosen }: { suggested: Suggested; chosen: number }) {
  const place = suggested.clientRect?.()
  const current = Math.min(chosen, suggested.items.length - 1)
  return (
    <div
      role="listbox"
      aria-label="People"
      className="fixed z-50 w-56 rounded-md border border-line bg-raised p-1 shadow-lg"
      style={{ left: Math.min(place?.left ?? 0, window.innerWidth - 232), top: (place?.bottom ?? 0) + 4 }}
    >
      {suggested.items.map((person, index) => (
        <div
          key={person.memberId}
          role="option"
          tabIndex={-1}
          aria-selected={index === current}
          className="cursor-default rounded px-2 py-1 text-sm aria-selected:bg-hover max-sm:py-2.5"
          onPointerDown={(event) => {
            event.preventDefault()
            suggested.command(person)
          }}
        >
          <Person person={person} />
        </div>
      ))}
    </div>
  )
}

function Tools({ editor, onImages }: { editor: Editor; onImages: (files: readonly File[]) => void }) {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      heading: now.isActive('heading'),
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
      taskList: now.isActive('taskList'),
      table: now.isActive('table'),
      link: now.isActive('link'),
    }),
  })
  const images = useRef<HTMLInputElement>(null)
  const [address, setAddress] = useState<string | null>(null)
  const does = () => editor.chain().focus()
  const setLink = () => {
    const given = (address ?? '').trim()
    if (given === '') does().extendMarkRange('link').unsetLink().run()
    else {
      const href = /^(https?:|mailto:)/i.test(given) ? given : `https://${given}`
      const { empty } = editor.state.selection
      if (empty && !on.link)
        does()
          .insertContent({ type: 'text', text: given, marks: [{ type: 'link', attrs: { href } }] })
          .run()
      else does().extendMarkRange('link').setLink({ href }).run()
    }
    setAddress(null)
  }
  return (
    <>
      <div role="toolbar" aria-label="Text" className="flex flex-wrap gap-0.5">
        <Tool
          icon={Heading}
          label="Heading"
          isOn={on.heading}
          onPress={() => does().toggleHeading({ level: 3 }).run()}
        />
        <Tool icon={Bold} label="Bold" isOn={on.bold} onPress={() => does().toggleBold().run()} />
        <Tool icon={Italic} label="Italic" isOn={on.italic} onPress={() => does().toggleItalic().run()} />
        <Tool icon={List} label="List" isOn={on.bulletList} onPress={() => does().toggleBulletList().run()} />
        <Tool
          icon={ListOrdered}
          label="Numbered list"
          isOn={on.orderedList}
          onPress={() => does().toggleOrderedList().run()}
        />
        <Tool icon={ListChecks} label="Checklist" isOn={on.taskList} onPress={() => does().toggleTaskList().run()} />
        <Tool
          icon={Table}
          label={on.table ? 'Remove the table' : 'Table'}
          isOn={on.table}
          onPress={() => (on.table ? does().deleteTable().run() : does().insertTable({ rows: 3, cols: 3 }).run())}
        />
        <Tool
          icon={LinkIcon}
          label="Link"
          isOn={on.link}
          onPress={() => setAddress(String(editor.getAttributes('link').href ?? ''))}
        />
        <Tool icon={ImagePlus} label="Image" isOn={false} onPress={() => images.current?.click()} />
        <input
          ref={images}
          type="file"
          accept="image/png,image/jpeg,image/gif,image/webp"
          multiple
          aria-label="Images to add"
          tabIndex={-1}
          className="sr-only"
          onChange={({ target }) => {
            onImages([...(target.files ?? [])])
            target.value = ''
          }}
        />
      </div>
      {on.table && (
        <div className="flex flex-wrap gap-1">
          <Button size="sm" onClick={() => does().addRowAfter().run()}>
            Add row
          </Button>
          <Button size="sm" onClick={() => does().addColumnAfter().run()}>
            Add column
          </Button>
          <Button size="sm" onClick={() => does().deleteRow().run()}>
            Delete row
          </Button>
          <Button size="sm" onClick={() => does().deleteColumn().run()}>
            Delete column
          </Button>
        </div>
      )}
      {address !== null && (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            setLink()
          }}
        >
          <input
            // biome-ignore lint/a11y/noAutofocus: opened by a press on “Link”, to write the address
            autoFocus
            aria-label="Address of the link"
            placeholder="https://…; empty removes it"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
            className={cn(controlClass, 'min-w-0 flex-1')}
          />
          <Button type="submit">Set</Button>
        </form>
      )}
    </>
  )
}

function Tool({
  icon: Icon,
  label,
  isOn,
  onPress,
}: {
  icon: LucideIcon
  label: string
  isOn: boolean
  onPress: () => void
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      // The selection stays where it is.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      className="grid size-8 place-items-center rounded text-ink-muted hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:text-ink max-sm:size-11"
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  )
}
