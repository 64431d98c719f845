import { Check, RotateCcw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { IconButton } from '@/app/_components/IconButton'
import { Person } from '@/app/_components/Person'
import { RelativeTime } from '@/app/_components/RelativeTime'
import type { ThreadId } from '@/science/ids'
import type { CommentView, NewComment, ThreadView } from '@/server/views'
import { CommentForm } from './CommentForm'
import { splitMentions } from './mentions'

/** One thread: what it is about, what was said, and a field to answer. */
export function ThreadItem({
  lab,
  thread,
  about,
  onAbout,
  mayWrite,
  isLookedFor,
  onReply,
  onResolve,
}: {
  lab: string
  thread: ThreadView
  about: string
  /** Goes to what it is about; null where one is there already. */
  onAbout: (() => void) | null
  mayWrite: boolean
  /** A link led here. */
  isLookedFor: boolean
  onReply: (thread: ThreadId, comment: NewComment) => Promise<unknown>
  onResolve: (thread: ThreadId, isResolved: boolean) => void
}) {
  const { resolved } = thread
  const item = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isLookedFor) item.current?.scrollIntoView({ block: 'center' })
  }, [isLookedFor])
  return (
    <article
      ref={item}
      aria-label={`Comments on ${about}`}
      data-looked-for={isLookedFor || undefined}
      className="border-t border-line py-3 first:border-t-0 data-looked-for:-mx-2 data-looked-for:rounded-md data-looked-for:bg-selected data-looked-for:px-2"
    >
      <header className="flex items-center gap-2 text-xs text-ink-muted">
        {onAbout === null ? (
          <span className="min-w-0 flex-1 truncate">{about}</span>
        ) : (
          <button
            type="button"
            onClick={onAbout}
            className="min-w-0 flex-1 truncate rounded text-left text-accent hover:underline max-sm:min-h-11"
          >
            {about}
          </button>
        )}
        {mayWrite && (
          <IconButton
            icon={resolved === null ? Check : RotateCcw}
            label={resolved === null ? 'Resolve' : 'Reopen'}
            onClick={() => onResolve(thread.id, resolved === null)}
          />
        )}
      </header>
      <ol className="m-0 mb-2 list-none space-y-2 p-0">
        {thread.comments.map((comment) => (
          <Said key={comment.id} comment={comment} />
        ))}
      </ol>
      {resolved !== null && (
        <p className="m-0 text-xs text-ink-muted">
          Resolved by {resolved.by.name} <RelativeTime at={resolved.at} />
        </p>
      )}
      {mayWrite && resolved === null && (
        <CommentForm lab={lab} label="Answer" action="Answer" onSend={(comment) => onReply(thread.id, comment)} />
      )}
    </article>
  )
}

function Said({ comment }: { comment: CommentView }) {
  let offset = 0
  const parts = splitMentions(comment.text, comment.mentions).map((part) => {
    const at = offset
    offset += typeof part === 'string' ? part.length : part.name.length + 1
    return { at, part }
  })
  return (
    <li>
      <p className="m-0 flex items-baseline gap-2 text-sm">
        <strong className="min-w-0 font-medium">
          <Person person={comment.by} />
        </strong>
        <span className="text-xs text-ink-muted">
          <RelativeTime at={comment.at} />
        </span>
      </p>
      <p className="m-0 text-sm break-words whitespace-pre-wrap">
        {parts.map(({ at, part }) =>
          typeof part === 'string' ? (
            part
          ) : (
            <span key={at} className="font-medium text-accent">
              @{part.name}
            </span>
          ),
        )}
      </p>
    </li>
  )
}
