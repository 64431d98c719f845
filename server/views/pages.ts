import type { SearchKind } from '@/db/searchIndex'
import type { MemberId } from '@/science/ids'

/** A part of a list. */
export interface Page<Item> {
  items: Item[]
  /** Ask with it as `cursor` for what comes next; null at the end. */
  next: string | null
  /** In the whole list, as it is filtered. */
  total: number
}

export interface PersonView {
  memberId: MemberId
  name: string
  hue: number
}

export interface SearchHit {
  kind: SearchKind
  id: string
  title: string
  detail: string
  /** Address within the app, e.g. `/our-lab/plans/pln_x` */
  href: string
}
