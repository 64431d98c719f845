/** Days of the reader's own time zone; a week begins on Monday. */

export interface Span {
  startedAt: Date
  /** Null while it goes on. */
  closedAt: Date | null
}

export interface Bar<Item> {
  item: Item
  /** Row of the week's bars, from 0; two that share a day never share it. */
  lane: number
  /** First and last day within the week, 0 to 6. */
  from: number
  to: number
  /** It began before this week, or goes on after it. */
  isCutLeft: boolean
  isCutRight: boolean
}

/** `2026-11-20` of the day in which the moment lies. */
export function dayName(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}

/** The beginning of the day of that name. */
export function dayOfName(name: string): Date {
  const [year = 1970, month = 1, day = 1] = name.split('-').map(Number)
  return new Date(year, month - 1, day)
}

export function addDays(day: Date, days: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days)
}

function mondayOf(day: Date): Date {
  return addDays(day, -((day.getDay() + 6) % 7))
}

/** The weeks that show this day's month, or the one week, each as its seven days. */
export function weeksAround(day: Date, span: 'month' | 'week'): Date[][] {
  const week = (monday: Date) => Array.from({ length: 7 }, (_, place) => addDays(monday, place))
  if (span === 'week') return [week(mondayOf(day))]
  const weeks: Date[][] = []
  const end = new Date(day.getFullYear(), day.getMonth() + 1, 1)
  for (let monday = mondayOf(new Date(day.getFullYear(), day.getMonth(), 1)); monday < end; monday = addDays(monday, 7))
    weeks.push(week(monday))
  return weeks
}

/** The same day a month or a week further, or back; a month that is shorter has its last day. */
export function stepFrom(day: Date, span: 'month' | 'week', steps: 1 | -1): Date {
  if (span === 'week') return addDays(day, 7 * steps)
  const last = new Date(day.getFullYear(), day.getMonth() + steps + 1, 0).getDate()
  return new Date(day.getFullYear(), day.getMonth() + steps, Math.min(day.getDate(), last))
}

/**
 * Lays the spans that touch a week into lanes, in the order in which they were given: each in the first lane that is free on all its
 * days.
 * @param until where one that goes on is drawn to
 */
export function layBars<Item extends Span>(items: readonly Item[], week: readonly Date[], until: Date): Bar<Item>[] {
  const [first] = week
  if (first === undefined) return []
  const end = addDays(first, 7)
  const dayAt = (moment: Date) => week.findLastIndex((day) => day <= moment)
  const lanes: boolean[][] = []
  return items.flatMap((item) => {
    const close = item.closedAt ?? (until > item.startedAt ? until : item.startedAt)
    if (item.startedAt >= end || close < first) return []
    const from = Math.max(0, dayAt(item.startedAt))
    const to = Math.max(from, Math.min(6, dayAt(close)))
    let lane = lanes.findIndex((taken) => !taken.slice(from, to + 1).some(Boolean))
    if (lane === -1) lane = lanes.push([]) - 1
    const taken = lanes[lane] ?? []
    for (let day = from; day <= to; day += 1) taken[day] = true
    return [{ item, lane, from, to, isCutLeft: item.startedAt < first, isCutRight: close >= end }]
  })
}
