import type { Page } from '@/server/views'

/** For an infinite query of a paged list: what it begins with, and where it goes on. */
export function pagesFrom<Item>(initial: Page<Item> | undefined) {
  return {
    initialCursor: null,
    getNextPageParam: (page: Page<Item>) => page.next,
    ...(initial === undefined ? {} : { initialData: { pages: [initial], pageParams: [null] } }),
  }
}

/** The pages that are there as one list. */
export function joinPages<Item>(data: { pages: readonly Page<Item>[] } | undefined): { items: Item[]; total: number } {
  const pages = data?.pages ?? []
  return { items: pages.flatMap(({ items }) => items), total: pages.at(-1)?.total ?? 0 }
}
