import { useEffect, useRef, useState } from 'react'
import type { GridColumn } from '@/app/_lib/planColumns'
import { optionsOf } from '@/app/_lib/planOptions'
import { readCellText } from '@/app/_lib/planPaste'
import type { ParameterValue } from '@/science/recipe/parameter'
import { ChoiceBox } from './ChoiceBox'
import { type EditMotion, motionOf } from './editMotion'
import styles from './grid.module.css'
import { ProgrammeBox, type ProgrammeBoxProps } from './ProgrammeBox'
import { TagsBox } from './TagsBox'

/** What came of an edit: the text, or the option that was chosen. */
export type EditResult = { text: string } | { value: ParameterValue }

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
  /** What the editor of a programme has besides. */
  programme: Pick<ProgrammeBoxProps, 'standing' | 'rows' | 'read' | 'onKeep' | 'onLeave'> | null
}

/** The editor that opens in a cell. What it takes depends on the kind of the parameter. */
export function CellEditor(props: CellEditorProps) {
  const { column } = props
  if (column.kind === 'subCycles') return <ProgrammeEditor {...props} />
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
    onCommit({ text }, motion)
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
        onCommit({ text }, motion)
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
      onChoose={(value, _label, motion) => finish({ value }, motion)}
      onText={(text, motion) => finish({ text }, motion)}
      onCancel={() => {
        isDone.current = true
        onCancel()
      }}
    />
  )
}

function ProgrammeEditor({ column, recipeName, initial, isReplacing, programme, onCommit, onCancel }: CellEditorProps) {
  if (!programme) return null
  return (
    <ProgrammeBox
      {...programme}
      label={editorLabel(column, recipeName)}
      typed={isReplacing || initial !== programme.standing ? initial : null}
      className={`${styles.editor} ${styles.wideEditor}`}
      onDone={(text, motion) => onCommit({ text }, motion)}
      onCancel={onCancel}
    />
  )
}
