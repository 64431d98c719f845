'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { Checkbox } from '@/app/_components/Checkbox'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { NotificationChoicesView, NotificationView } from '@/server/views'

type Kind = NotificationView['kind']
type Way = 'muted' | 'unmailed'

const kindWords: Record<Kind, string> = {
  mention: 'Somebody mentions me',
  reply: 'Somebody answers where I said something',
  'review-asked': 'Somebody asks me for a review',
  'review-answered': 'A review that I asked for is answered',
  'run-failed': 'A run that I started, or of a plan that I made, fails',
}

const ways: readonly { way: Way; head: string }[] = [
  { way: 'muted', head: 'here' },
  { way: 'unmailed', head: 'by e-mail' },
]

/** What one wants to hear of, and how: here, by e-mail, both or neither. */
export function NotificationChoices({ lab, initial }: { lab: string; initial: NotificationChoicesView }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const query = trpc.notifications.choices.queryOptions({ lab })
  const { data: choices = initial } = useQuery({ ...query, initialData: initial })
  const choose = useMutation(
    trpc.notifications.choose.mutationOptions({
      // One after the other: each says all of the choice.
      scope: { id: 'notification-choices' },
      onError: (error) => toast.error(errorSentence(error)),
      onSettled: () => queries.invalidateQueries({ queryKey: query.queryKey }),
    }),
  )
  const change = (way: Way, kind: Kind, isWanted: boolean) => {
    const { muted, unmailed } = queries.getQueryData(query.queryKey) ?? choices
    const before = { muted, unmailed }
    const without = before[way].filter((one) => one !== kind)
    const next = {
      muted: [...before.muted],
      unmailed: [...before.unmailed],
      [way]: isWanted ? without : [...without, kind],
    }
    // Shown at once: of two boxes that are ticked quickly the second goes out with the first.
    queries.setQueryData(query.queryKey, (shown) => shown && { ...shown, ...next })
    choose.mutate({ lab, ...next })
  }
  if (!choices.sendsMail)
    return (
      <div className="flex flex-col gap-2">
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            label={kindWords[kind]}
            checked={!choices.muted.includes(kind)}
            onChange={({ target }) => change('muted', kind, target.checked)}
          />
        ))}
        <p className="m-0 mt-2 text-sm text-ink-muted">
          There are no e-mails: this installation has no mail server. Whoever runs it can name one in
          INTERPHASE_SMTP_URL.
        </p>
      </div>
    )
  return (
    <>
      <table className="border-collapse text-sm">
        <thead>
          <tr className="text-left text-ink-muted">
            <th scope="col" className="py-1 pr-6 font-normal">
              <span className="sr-only">What happens</span>
            </th>
            {ways.map(({ way, head }) => (
              <th key={way} scope="col" className="px-3 py-1 text-center font-normal whitespace-nowrap">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind} className="border-t border-line">
              <th scope="row" className="py-2 pr-6 text-left font-normal">
                {kindWords[kind]}
              </th>
              {ways.map(({ way, head }) => (
                <td key={way} className="p-0 text-center">
                  <label className="inline-flex min-h-9 min-w-11 items-center justify-center max-sm:min-h-11">
                    <input
                      type="checkbox"
                      className="size-4 accent-accent"
                      aria-label={`${kindWords[kind]}: ${head}`}
                      checked={!choices[way].includes(kind)}
                      onChange={({ target }) => change(way, kind, target.checked)}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="m-0 mt-2 text-sm text-ink-muted">What you read here within two minutes is not sent.</p>
    </>
  )
}

const kinds = Object.keys(kindWords) as Kind[]
