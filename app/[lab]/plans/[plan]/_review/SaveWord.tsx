import { Cloud, CloudOff, LoaderCircle, OctagonAlert } from 'lucide-react'
import { Popover } from 'radix-ui'
import { formatMoment } from '@/app/_lib/planMoments'
import type { SaveState } from '@/app/_lib/usePlan'

/** One steady word on where the edits are, and on demand what it means. */
export function SaveWord({ save, canWrite }: { save: SaveState; canWrite: boolean }) {
  const { word, sentences, Icon, tone } = wordOf(save, canWrite)
  return (
    <Popover.Root>
      <Popover.Trigger
        className={`inline-flex h-7 min-w-24 items-center gap-1.5 rounded px-1.5 text-sm hover:bg-hover ${tone}`}
        data-save-state={save.state}
        aria-label={`${word}. Details`}
      >
        <Icon size={14} aria-hidden="true" />
        <span aria-live="polite">{word}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Where the edits are"
          className="z-50 flex max-w-80 flex-col gap-1 rounded-md border border-line bg-raised px-3 py-2 text-sm text-ink shadow-lg"
        >
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function wordOf({ state, savedAt, refusal }: SaveState, canWrite: boolean) {
  switch (state) {
    case 'saved':
      return {
        word: canWrite && savedAt ? `saved ${formatMoment(Number(savedAt))}` : canWrite ? 'saved' : 'live',
        sentences: canWrite
          ? ['Everything on this page is on the server’s disk.', 'Nobody sees a change before it is there.']
          : ['You see every change as it is saved. Your role reads; it does not write.'],
        Icon: Cloud,
        tone: 'text-ink-muted',
      }
    case 'saving':
      return {
        word: 'saving…',
        sentences: ['Your last changes are on their way. They are kept on this device until the server has them.'],
        Icon: LoaderCircle,
        tone: 'text-ink-muted',
      }
    case 'offline':
      return {
        word: 'offline',
        sentences: [
          'The server cannot be reached. Your changes are kept on this device.',
          'Go on working: when the connection is back they are merged with those of the others.',
        ],
        Icon: CloudOff,
        tone: 'text-warning',
      }
    case 'refused':
      return {
        word: 'not connected',
        sentences: [refusal ?? 'The server refused this connection.', 'What you see is kept on this device.'],
        Icon: OctagonAlert,
        tone: 'text-danger',
      }
    default:
      return {
        word: 'connecting…',
        sentences: ['The plan is being fetched from the server.'],
        Icon: LoaderCircle,
        tone: 'text-ink-muted',
      }
  }
}
