import { useEffect, useRef, useState } from 'react'
import type { GridColumn } from '@/app/_lib/planColumns'
import { optionsOf } from '@/app/_lib/planOptions'
import { type CellText, readCellText } from '@/app/_lib/planPaste'
import type { ParameterValue } from '@/science/recipe/parameter'
import { ChoiceBox } from './ChoiceBox'
import styles from './grid.module.css'
import { TagsBox } from './TagsBox'

/** Where the selection goes when an edit ends. */
export type EditMotion = 'blur' | 'stay' | 'up' | 'down' | 'left' | 'right' | 'next' | 'previous'

export interface EditResult {
  text: string
  read: CellText
}

export interface CellEditorProps {
  column: GridColumn
  recipeName: string
  /** What stands in the editor when it opens. */
  initial: string
  /** Opened by typing: the first key has replaced the value, and arrows end the edit as they would move. */
  isReplacing: boolean
  /** The value as far as the text is one; undefined while it is none. */
  onDraft: (value: ParameterValue | null | undefined) => void
  onCommit: (result: EditResult, motion: EditMotion) => void
  onCancel: () => void
}

/** The editor that opens in a cell. What it takes depends on the kind of the parameter. */
export function CellEditor(props: CellEditorProps) {
  const { column } = props
  if (column.kind === 'parameter' && column.parameter.kind === 'tags') return <TagsEditor {...props} />
  if (column.kind === 'parameter' && optionsOf(column.parameter).length > 0) return <OptionEditor {...props} />
  return <TextEditor {...props} />
}

function editorLabel(column: GridColumn, recipeName: string): string {
  return `${column.label}${column.unit ? `, ${column.unit}` : ''}, ${recipeName}`
}

function TextEditor({ column, recipeName, initial, isReplacing, onDraft, onCommit, onCancel }: CellEditorProps) {
  const [text, setText] = useState(initial)
  const input = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)
  const read = readCellText(column, text)

  useEffect(() => {
    const element = input.current
    if (!element) return
    element.focus()
    if (isReplacing) element.setSelectionRange(element.value.length, element.value.length)
    else element.select()
  }, [isReplacing])

  const commit = (motion: EditMotion) => {
    if (isDone.current) return
    isDone.current = true
    onCommit({ text, read }, motion)
  }

  const change = (next: string) => {
    setText(next)
    const value = readCellText(column, next)
    onDraft(value.ok ? value.value : undefined)
  }

  const handleKeyDown = (event: React.KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const motion = motionOf(event, isReplacing)
    if (event.key === 'Escape') {
      event.preventDefault()
      isDone.current = true
      onCancel()
    } else if (motion) {
      event.preventDefault()
      commit(motion)
    }
  }

  const isNumber =
    column.kind === 'parameter' && (column.parameter.kind === 'number' || column.parameter.kind === 'integer')
  return (
    <input
      ref={input}
      className={styles.editor}
      data-align={isNumber ? 'right' : 'left'}
      value={text}
      aria-label={editorLabel(column, recipeName)}
      aria-invalid={!read.ok && text.trim() !== ''}
      inputMode={isNumber ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => change(event.target.value)}
      onKeyDown={handleKeyDown}
      onBlur={() => commit('blur')}
    />
  )
}

/** Enter and Tab end an edit; so do arrows in an editor that was opened by typing over the cell. */
function motionOf(event: React.KeyboardEvent, isReplacing: boolean): EditMotion | null {
  if (event.key === 'Enter') return event.shiftKey ? 'up' : 'down'
  if (event.key === 'Tab') return event.shiftKey ? 'previous' : 'next'
  if (!isReplacing || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return null
  if (event.key === 'ArrowUp') return 'up'
  if (event.key === 'ArrowDown') return 'down'
  if (event.key === 'ArrowLeft') return 'left'
  if (event.key === 'ArrowRight') return 'right'
  return null
}

function TagsEditor({ column, recipeName, initial, isReplacing, onDraft, onCommit, onCancel }: CellEditorProps) {
  const isDone = useRef(false)
  if (column.kind !== 'parameter') return null
  return (
    <TagsBox
      parameter={column.parameter}
      label={editorLabel(column, recipeName)}
      initial={initial}
      isReplacing={isReplacing}
      className={`${styles.editor} ${styles.wideEditor}`}
      onText={(text) => {
        const read = readCellText(column, text)
        onDraft(read.ok ? read.value : undefined)
      }}
      onDone={(text, motion) => {
        if (isDone.current) return
        isDone.current = true
        onCommit({ text, read: readCellText(column, text) }, motion)
      }}
      onCancel={() => {
        isDone.current = true
        onCancel()
      }}
    />
  )
}

function OptionEditor({ column, recipeName, initial, isReplacing, onDraft, onCommit, onCancel }: CellEditorProps) {
  const isDone = useRef(false)
  if (column.kind !== 'parameter') return null
  const finish = (result: EditResult, motion: EditMotion) => {
    if (isDone.current) return
    isDone.current = true
    onCommit(result, motion)
  }
  return (
    <ChoiceBox
      options={optionsOf(column.parameter)}
      label={editorLabel(column, recipeName)}
      initial={initial}
      isReplacing={isReplacing}
      className={`${styles.editor} ${styles.wideEditor}`}
      onDraft={onDraft}
      onChoose={(value, label, motion) => finish({ text: label, read: { ok: true, value } }, motion)}
      onText={(text, motion) => finish({ text, read: readCellText(column, text) }, motion)}
      onCancel={() => {
        isDone.current = true
        onCancel()
      }}
    />
  )
}
