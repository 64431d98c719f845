/** The look of what stands in the bar above the grid, and of what opens from it. */
export const toolButton =
  'inline-flex h-8 items-center gap-1.5 rounded px-2 text-sm hover:bg-hover disabled:opacity-40 disabled:hover:bg-transparent max-sm:h-11'
export const surface = 'z-50 rounded-md border border-line bg-raised text-sm text-ink shadow-lg'
