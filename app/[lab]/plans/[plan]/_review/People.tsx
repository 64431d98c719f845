import { type Peer, peopleOf } from '@/app/_lib/planPeers'

/** Who is in the plan now, each in her hue; this person last. */
export function People({ peers, me }: { peers: readonly Peer[]; me: { memberId: string; name: string; hue: number } }) {
  const people = peopleOf(peers)
  const others = people.filter((peer) => peer.memberId !== me.memberId)
  const hasOtherTabs = people.some((peer) => peer.memberId === me.memberId)
  const shown = others.slice(0, 6)
  if (others.length === 0 && !hasOtherTabs) return null
  return (
    <ul aria-label="People in this plan" className="flex items-center gap-1">
      {shown.map((peer) => (
        <Chip key={peer.memberId} name={peer.name} hue={peer.hue} detail={peer.editing ? 'editing' : 'here'} />
      ))}
      {others.length > shown.length && (
        <li
          className="text-xs text-ink-muted"
          title={others
            .slice(6)
            .map((peer) => peer.name)
            .join(', ')}
        >
          +{others.length - shown.length}
        </li>
      )}
      <Chip name={me.name} hue={me.hue} detail={hasOtherTabs ? 'you, also in another window' : 'you'} isMe />
    </ul>
  )
}

function Chip({ name, hue, detail, isMe = false }: { name: string; hue: number; detail: string; isMe?: boolean }) {
  return (
    <li
      title={`${name}, ${detail}`}
      className="flex h-6 items-center gap-1.5 rounded-full border border-line pl-1.5 pr-2 text-xs"
    >
      <span
        aria-hidden="true"
        className="size-2.5 rounded-full"
        style={
          isMe ? { boxShadow: `inset 0 0 0 2px var(--person-${hue % 8})` } : { background: `var(--person-${hue % 8})` }
        }
      />
      <span className="max-w-24 truncate">{isMe ? 'you' : name}</span>
      <span className="sr-only">{detail}</span>
    </li>
  )
}
