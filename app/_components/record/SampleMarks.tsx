'use client'

import { CalendarClock, CalendarX2, CircleAlert, CircleSlash2, type LucideIcon, Trash2, Wind } from 'lucide-react'
import { useToday } from '@/app/_lib/useToday'
import { expiryOf, expiryWords } from '@/science/samples/expiry'
import { sampleStateLabels } from '@/science/samples/kinds'
import type { SampleListItem } from '@/server/views'

type Marked = Pick<SampleListItem, 'state' | 'isAirSensitive' | 'expiresOn' | 'leftG' | 'leftCount'>

/** What to heed of a sample, each with an icon and words: gone, expired, air-sensitive, more taken than there was. */
export function SampleMarks({ sample, className = '' }: { sample: Marked; className?: string }) {
  const today = useToday()
  const expiry = expiryOf(sample.expiresOn, today)
  const words = expiryWords(sample.expiresOn, today)
  const marks: { words: string; icon: LucideIcon; colour: string }[] = []
  if (sample.state !== 'present')
    marks.push({
      words: sampleStateLabels[sample.state],
      icon: sample.state === 'discarded' ? Trash2 : CircleSlash2,
      colour: 'text-ink-muted',
    })
  if (sample.isAirSensitive) marks.push({ words: 'air-sensitive', icon: Wind, colour: 'text-ink' })
  if (words !== null)
    marks.push({
      words,
      icon: expiry?.state === 'expired' ? CalendarX2 : CalendarClock,
      colour: expiry?.state === 'expired' ? 'text-danger' : 'text-warning',
    })
  if (isOverdrawn(sample))
    marks.push({ words: 'more taken than was recorded', icon: CircleAlert, colour: 'text-danger' })
  if (marks.length === 0) return null
  return (
    <span className={`flex flex-wrap gap-x-3 gap-y-0.5 text-sm ${className}`}>
      {marks.map(({ words: said, icon: Icon, colour }) => (
        <span key={said} className={`inline-flex items-center gap-1 whitespace-nowrap ${colour}`}>
          <Icon aria-hidden className="size-3.5 shrink-0" />
          {said}
        </span>
      ))}
    </span>
  )
}

function isOverdrawn({ leftG, leftCount }: Marked): boolean {
  return (leftG ?? 0) < 0 || (leftCount ?? 0) < 0
}
