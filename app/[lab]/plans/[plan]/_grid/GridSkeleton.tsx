/** Keeps the place of conditions and grid until the plan is here. */
export function GridSkeleton({ isOffline }: { isOffline: boolean }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col" aria-busy={!isOffline}>
      <div className="h-[49px] flex-none border-y border-line" />
      <div className="h-10 flex-none" />
      <div className="min-h-0 flex-1 overflow-hidden border-t border-line">
        {isOffline ? (
          <p role="alert" className="px-5 py-4 text-sm">
            The server cannot be reached, and this browser has no copy of the plan yet. It opens as soon as the
            connection is back.
          </p>
        ) : (
          <>
            <span className="sr-only">Opening the plan…</span>
            {rows.map((row) => (
              <div key={row} aria-hidden="true" className="flex h-8 items-center gap-6 border-b border-line px-3">
                <span className="h-2.5 w-36 rounded bg-hover" />
                <span className="h-2.5 w-16 rounded bg-hover" />
                <span className="h-2.5 w-16 rounded bg-hover" />
                <span className="h-2.5 w-24 rounded bg-hover" />
              </div>
            ))}
          </>
        )}
      </div>
    </div>
  )
}

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
