'use client'

import { SidePanel } from '@/app/_components/SidePanel'
import { keysOf } from './pageKeys'

/** The keys that work on this page. */
export function KeysPanel({ segments, onClose }: { segments: readonly string[]; onClose: () => void }) {
  return (
    <SidePanel title="Keys of this page" onClose={onClose}>
      {keysOf(segments).map((group) => (
        <section key={group.title} className="mb-6">
          <h3 className="m-0 mb-1 text-sm text-ink-muted">{group.title}</h3>
          <dl className="m-0">
            {group.keys.map((one) => (
              <div
                key={one.does}
                className="flex items-baseline justify-between gap-4 border-t border-line py-1.5 text-sm"
              >
                <dt>{one.does}</dt>
                <dd className="m-0 shrink-0 text-ink-muted">{one.press}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </SidePanel>
  )
}
