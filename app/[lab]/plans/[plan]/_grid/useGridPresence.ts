import { useEffect, useMemo, useRef } from 'react'
import { type Peer, peerRange } from '@/app/_lib/planPeers'
import type { Draft, TypedDraft } from '@/app/_lib/planPredictions'
import { type GridShape, isSinglePlace } from '@/app/_lib/planSelection'
import { shareValue } from '@/app/_lib/planSharing'
import type { LivePlan } from '@/app/_lib/usePlan'
import type { GridParts } from './gridParts'

/** Shows the others where this person is: her cell, how far her selection stretches, and what she is typing. */
export function useShownPresence(
  { current, range }: GridParts,
  { showPresence }: LivePlan,
  { draft, isEditing }: { draft: TypedDraft | null; isEditing: boolean },
): void {
  const place = current?.focus
  const spread =
    current && range && !isSinglePlace(current)
      ? { ...current.anchor, rows: range.bottom - range.top + 1, columns: range.right - range.left + 1 }
      : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: the places by their parts, or every render would announce them
  useEffect(() => {
    const isTyping = draft !== null
    showPresence({
      selection: draft ? { recipeId: draft.recipeId, key: draft.key } : (place ?? null),
      editing: isEditing || isTyping,
      ...(isTyping || !spread ? {} : { spread }),
      ...(isTyping ? { draft: draft.value } : {}),
    })
  }, [showPresence, place?.recipeId, place?.key, JSON.stringify(spread), isEditing, draft])
}

/** The others in the grid, by recipe: those who are in it, where their selections stretch, and what they are typing. */
export function usePeersInGrid(peers: readonly Peer[], shape: GridShape) {
  const byRecipe = usePeersByRecipe(peers)
  const covered = useMemo(() => coveredRows(peers, shape), [peers, shape])
  const drafts = useMemo(() => draftsOf(peers), [peers])
  return { byRecipe, covered, drafts }
}

/** The peers of each recipe, as lists that keep their identity while nothing about them changes. */
function usePeersByRecipe(peers: readonly Peer[]): ReadonlyMap<string, readonly Peer[]> {
  const last = useRef<ReadonlyMap<string, readonly Peer[]>>(new Map())
  return useMemo(() => {
    const found = new Map<string, readonly Peer[]>()
    for (const peer of peers) {
      if (!peer.selection) continue
      found.set(peer.selection.recipeId, [...(found.get(peer.selection.recipeId) ?? []), peer])
    }
    for (const [recipeId, list] of found) found.set(recipeId, shareValue(last.current.get(recipeId), list))
    last.current = found
    return found
  }, [peers])
}

/** Per recipe, for each peer whose selection stretches over it, `hue first last` of the columns, a line each. */
function coveredRows(peers: readonly Peer[], shape: GridShape): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const peer of peers) {
    const range = peerRange(peer, shape)
    if (!range) continue
    const line = `${peer.hue} ${range.left} ${range.right}`
    for (const recipeId of shape.recipeIds.slice(range.top, range.bottom + 1)) {
      const before = found.get(recipeId)
      found.set(recipeId, before === undefined ? line : `${before}\n${line}`)
    }
  }
  return found
}

function draftsOf(peers: readonly Peer[]): ReadonlyMap<string, Draft> {
  const found = new Map<string, Draft>()
  for (const peer of peers) {
    if (peer.selection && peer.draft !== undefined) {
      found.set(peer.selection.recipeId, { key: peer.selection.key, value: peer.draft })
    }
  }
  return found
}
