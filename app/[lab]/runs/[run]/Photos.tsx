'use client'

import { Camera, ImageOff } from 'lucide-react'
import { type ChangeEvent, useEffect, useId, useRef, useState } from 'react'
import { Button, buttonClass } from '@/app/_components/Button'
import { Input } from '@/app/_components/Input'
import { When } from '@/app/_components/record/When'
import { cn } from '@/app/_lib/cn'
import type { Photo, Place } from '@/science/run/record'
import type { RunEntryView } from '@/server/views'
import type { Recording } from './ActualValue'
import { findPhoto } from './photoStore'
import { takenPhoto } from './takenPhoto'

export type TakePhoto = (place: Place, photo: Blob, name: string, reason: string) => Promise<void>

/** The photos of one step: small beside each other, one of them large when it is chosen. */
export function Photos({
  lab,
  photos,
  waitingIds,
  mayRecord,
  isLate,
  save,
}: {
  lab: string
  photos: readonly Photo<RunEntryView>[]
  waitingIds: ReadonlySet<string>
  mayRecord: boolean
  isLate: boolean
  save: (recording: Recording) => void
}) {
  const [openId, setOpenId] = useState<string | null>(null)
  if (photos.length === 0) return null
  const open = photos.find(({ taken }) => taken.id === openId)
  return (
    <div className="mt-3">
      <ul className="m-0 flex list-none flex-wrap gap-2 p-0">
        {photos.map((photo, index) => (
          <li key={photo.taken.id}>
            <button
              type="button"
              aria-expanded={photo === open}
              aria-label={`Photo ${index + 1}${photo.latest.actual === '' ? '' : `: ${photo.latest.actual}`}`}
              onClick={() => setOpenId(photo === open ? null : photo.taken.id)}
              className={cn(
                'block size-20 cursor-pointer overflow-hidden rounded border bg-ground p-0',
                photo === open ? 'border-accent' : 'border-line',
              )}
            >
              <Picture lab={lab} entry={photo.taken} alt="" className="size-full object-cover" />
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <figure className="mx-0 mt-3 mb-0">
          <Picture
            lab={lab}
            entry={open.taken}
            alt={String(open.latest.actual) || 'Photo without a caption'}
            className="max-h-[70vh] max-w-full rounded border border-line"
          />
          <figcaption className="mt-1 text-sm">
            {open.latest.actual !== '' && <p className="m-0 max-w-prose break-words">{open.latest.actual}</p>}
            <p className="m-0 text-xs text-ink-muted">
              {open.taken.recordedBy.name}, <When at={open.taken.saidAt} />
              {waitingIds.has(open.taken.id) && ', on its way'}
              {open.taken.reason && `, “${open.taken.reason}”`}
            </p>
            {mayRecord && <Caption key={open.taken.id} photo={open} isLate={isLate} save={save} />}
          </figcaption>
        </figure>
      )}
    </div>
  )
}

/** From the server; while it waits, or before a page kept without network knows of it, from this device. */
function Picture({ lab, entry, alt, className }: { lab: string; entry: RunEntryView; alt: string; className: string }) {
  const [local, setLocal] = useState<string | null>(null)
  const [isGone, setIsGone] = useState(false)
  const { id, fileId } = entry
  useEffect(() => {
    if (fileId !== null) return
    let url: string | null = null
    let isLeft = false
    findPhoto(id)
      .then((photo) => {
        if (photo === null || isLeft) return
        url = URL.createObjectURL(photo)
        setLocal(url)
      })
      .catch(() => setIsGone(true))
    return () => {
      isLeft = true
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [id, fileId])
  const source = fileId === null ? local : `/api/files/${fileId}?lab=${lab}&as=image`
  if (isGone)
    return (
      <span className="flex size-full min-h-16 items-center justify-center text-ink-muted">
        <ImageOff role="img" aria-label="The photo cannot be shown here" className="size-5" />
      </span>
    )
  if (source === null) return <span className="block size-full min-h-16" />
  // biome-ignore lint/performance/noImgElement: a file of the lab behind its session, as it came
  return <img src={source} alt={alt} loading="lazy" className={className} onError={() => setIsGone(true)} />
}

function Caption({
  photo: { latest },
  isLate,
  save,
}: {
  photo: Photo<RunEntryView>
  isLate: boolean
  save: (recording: Recording) => void
}) {
  const [isEditing, setIsEditing] = useState(false)
  const [text, setText] = useState(String(latest.actual))
  const [reason, setReason] = useState('')
  if (!isEditing)
    return (
      <Button size="sm" variant="ghost" className="-ml-2" onClick={() => setIsEditing(true)}>
        {latest.actual === '' ? 'Add a caption' : 'Change the caption'}
      </Button>
    )
  return (
    <form
      className="mt-1 flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (isLate && reason.trim() === '') return
        save({ key: latest.key, actual: text.trim(), unit: null, reason: reason.trim(), corrects: latest.id })
        setIsEditing(false)
      }}
    >
      <Input
        aria-label="Caption"
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
        className="h-11 min-w-0 flex-1 sm:h-8"
      />
      {isLate && (
        <Input
          aria-label="Why the caption is changed now"
          placeholder="why only now?"
          required
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          className="h-11 min-w-0 flex-1 sm:h-8"
        />
      )}
      <Button type="submit" variant="secondary" className="h-11 sm:h-8">
        Keep
      </Button>
    </form>
  )
}

/** One tap opens the camera of a phone, or the files of a computer; of a closed run first a word why. */
export function PhotoButton({
  place,
  title,
  isLate,
  take,
}: {
  place: Place
  title: string
  isLate: boolean
  take: TakePhoto
}) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)

  const handleChange = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    // The same file can be chosen again after a refusal.
    event.target.value = ''
    if (file === undefined) return
    setProblem(null)
    try {
      await take(place, await takenPhoto(file), file.name, reason.trim())
      setReason('')
      setIsAsking(false)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The photo could not be kept.')
    }
  }
  const isReady = !isLate || (isAsking && reason.trim() !== '')

  return (
    <div className="flex flex-wrap items-center gap-2">
      {isLate && isAsking && (
        <Input
          aria-label={`Why a photo of ${title} is added now`}
          placeholder="why only now?"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          className="h-11 sm:h-8"
        />
      )}
      {isReady ? (
        <label
          htmlFor={id}
          className={cn(
            buttonClass({ variant: 'secondary' }),
            'h-11 cursor-pointer sm:h-8 has-focus-visible:outline-2',
          )}
        >
          <Camera aria-hidden className="size-4" /> Photo
          <span className="sr-only"> of {title}</span>
          <input
            ref={input}
            id={id}
            type="file"
            accept="image/*"
            capture="environment"
            onChange={(event) => void handleChange(event)}
            className="sr-only"
          />
        </label>
      ) : (
        <Button
          variant="ghost"
          className="h-11 sm:h-8"
          disabled={isAsking}
          onClick={() => setIsAsking(true)}
          aria-label={`Add a photo of ${title}`}
        >
          <Camera aria-hidden className="size-4" /> Photo
        </Button>
      )}
      {problem && (
        <p role="alert" className="m-0 w-full text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}
