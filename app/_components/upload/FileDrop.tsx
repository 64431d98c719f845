'use client'

import { CircleAlert, CircleCheck, FileUp, LoaderCircle, X } from 'lucide-react'
import { type DragEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { formatSize } from '@/app/_components/record/moments'
import type { UploadAnswer } from './uploadFile'
import { type Upload, useUploads } from './useUploads'

/** Where cycler files land: dropped, or chosen with the button; several at once, each with its own progress. */
export function FileDrop({
  lab,
  cellOf,
  isLarge,
  onUploaded,
  outcomeOf,
  renderCell,
}: {
  lab: string
  /** Which cell a file is of; null where somebody has to say. */
  cellOf: (file: File) => string | null
  isLarge: boolean
  onUploaded: (answer: UploadAnswer) => void
  /** What has become of a file that was sent, as far as the page knows. */
  outcomeOf?: (testId: string) => Outcome | null
  /** What stands beside a file on a page of many cells: which one it is of, and what came of it. */
  renderCell?: (upload: Upload, assign: (cell: string) => void) => ReactNode
}) {
  const { uploads, add, assign, cancel, retry, dismiss } = useUploads(lab, onUploaded)
  const [isOver, setIsOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()

  // A file that misses the field would replace the page with its own text: unsaved input elsewhere would be gone.
  useEffect(() => {
    const keep = (event: Event) => event.preventDefault()
    window.addEventListener('dragover', keep)
    window.addEventListener('drop', keep)
    return () => {
      window.removeEventListener('dragover', keep)
      window.removeEventListener('drop', keep)
    }
  }, [])

  const handleDrop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    add([...event.dataTransfer.files], cellOf)
  }

  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        onDragEnter={() => setIsOver(true)}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false)
        }}
        onDrop={handleDrop}
        data-over={isOver || undefined}
        className={`flex flex-wrap items-center justify-center gap-x-4 gap-y-2 rounded-md border border-dashed border-line px-4 text-center data-over:border-accent data-over:bg-hover ${isLarge ? 'flex-col py-10' : 'py-3'}`}
      >
        <FileUp aria-hidden className={isLarge ? 'size-7 text-ink-muted' : 'size-5 text-ink-muted'} />
        <div>
          <p className="m-0">Drop cycler files here</p>
          {isLarge && (
            <p className="m-0 text-sm text-ink-muted">
              Neware, BioLogic, Arbin, Landt, Maccor or BDF, as the cycler wrote them. The original is kept.
            </p>
          )}
        </div>
        <Button
          variant={isLarge ? 'primary' : 'secondary'}
          className="h-11 sm:h-8"
          onClick={() => input.current?.click()}
        >
          Choose files
        </Button>
        <input
          ref={input}
          id={id}
          type="file"
          multiple
          aria-label="Cycler files"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            add([...(event.target.files ?? [])], cellOf)
            // The same file may be chosen again after it failed.
            event.target.value = ''
          }}
        />
      </div>
      {uploads.length > 0 && (
        <ul aria-label="Uploads" className="m-0 mt-3 list-none space-y-2 p-0">
          {uploads.map((upload) => (
            <UploadLine
              key={upload.key}
              upload={upload}
              outcome={upload.testId === null ? null : (outcomeOf?.(upload.testId) ?? null)}
              beside={renderCell?.(upload, (cell) => assign(upload.key, cell))}
              onCancel={() => cancel(upload.key)}
              onRetry={() => retry(upload.key)}
              onDismiss={() => dismiss(upload.key)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

const words: Record<Upload['state'], string> = {
  unassigned: 'of which cell?',
  waiting: 'waiting',
  sending: 'sending',
  done: 'sent',
  known: 'already here',
  failed: 'not sent',
  cancelled: 'cancelled',
}

export interface Outcome {
  /** `6 cycles`, `could not be read` */
  words: string
  state: 'reading' | 'read' | 'failed'
}

function UploadLine({
  upload,
  outcome,
  beside,
  onCancel,
  onRetry,
  onDismiss,
}: {
  upload: Upload
  outcome: Outcome | null
  beside?: ReactNode
  onCancel: () => void
  onRetry: () => void
  onDismiss: () => void
}) {
  const { file, state, share, message, preview } = upload
  const isFailed = state === 'failed' || outcome?.state === 'failed'
  const isOpen = state === 'waiting' || state === 'sending'
  return (
    <li className="border-b border-line pb-2 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {isFailed ? (
          <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />
        ) : outcome?.state === 'reading' ? (
          <LoaderCircle aria-hidden className="size-4 shrink-0 text-ink-muted motion-safe:animate-spin" />
        ) : state === 'done' || state === 'known' ? (
          <CircleCheck aria-hidden className="size-4 shrink-0 text-done" />
        ) : null}
        <span className="min-w-0 flex-1 basis-40 wrap-anywhere">{file.name}</span>
        <span className="text-ink-muted tabular-nums">
          {state === 'sending' && share < 1
            ? `${formatSize(Math.round(share * file.size))} of ${formatSize(file.size)} sent, ${Math.floor(share * 100)} %`
            : `${formatSize(file.size)}, ${state === 'sending' ? 'being stored' : (outcome?.words ?? words[state])}`}
        </span>
        {isOpen && share < 1 ? (
          <Button size="sm" variant="ghost" onClick={onCancel} aria-label={`Cancel ${file.name}`}>
            Cancel
          </Button>
        ) : isOpen ? null : (
          <>
            {(state === 'failed' || state === 'cancelled') && file.size > 0 && (
              <Button size="sm" variant="ghost" onClick={onRetry} aria-label={`Try ${file.name} again`}>
                Try again
              </Button>
            )}
            <Button size="sm" variant="ghost" onClick={onDismiss} aria-label={`Take ${file.name} off this list`}>
              <X aria-hidden className="size-4" />
            </Button>
          </>
        )}
      </div>
      {isOpen && (
        <progress aria-label={`Progress of ${file.name}`} value={share} max={1} className="my-1 block h-1.5 w-full" />
      )}
      {beside}
      {preview && <p className="m-0 text-ink-muted">{preview}</p>}
      {message && (
        <p
          role={state === 'failed' ? 'alert' : 'status'}
          className={`m-0 ${state === 'failed' ? 'text-danger' : 'text-ink-muted'}`}
        >
          {message}
        </p>
      )}
    </li>
  )
}
