'use client'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { connectPlan, type PlanConnection, type PlanStatus } from '@/collab/client/connectPlan'
import type { PlanProblem } from '@/collab/plan/types'
import { createUndo } from '@/collab/plan/undo'
import type { PlanId } from '@/science/ids'
import type { Library } from '@/science/library/library'
import type { Prediction } from '@/science/prediction/figure'
import type { ParameterValue } from '@/science/recipe/parameter'
import type { Catalogue } from '@/science/recipe/parameters'
import { type Peer, readPresence, type Spread } from './planPeers'
import { createPredictions } from './planPredictions'
import { shareValue } from './planSharing'
import { createPlanStore, type PlanSnapshot, type PlanStore } from './planStore'

export type SaveState = PlanStatus

/** What this person shows of herself to the others in the plan. */
export interface OwnPresence {
  selection: { recipeId: string; key: string } | null
  /** Where the selection stretches to, when it is more than one cell. */
  spread?: Spread
  editing: boolean
  /** The value being typed, as far as it parses; left out when nothing is. */
  draft?: ParameterValue | null
}

/** A plan that is open on this page. Its parts change identity only when their content does. */
export interface LivePlan extends PlanSnapshot {
  doc: Y.Doc
  undo: Y.UndoManager
  /** False until the document is here, from this browser's own store or from the server. */
  isReady: boolean
  save: SaveState
  /** Everyone else who is here, one entry per open page. */
  peers: readonly Peer[]
  predictionOf: ReturnType<typeof createPredictions>
  showPresence: (presence: OwnPresence) => void
  /** Who was at that Yjs client, as far as this page met them; null when it did not. */
  nameOfClient: (clientId: number) => string | null
}

interface Opened {
  connection: PlanConnection
  store: PlanStore
  undo: Y.UndoManager
}

const presenceInterval = 60

/** Opens a plan for as long as the component lives. Null in the first render and on the server. */
export function usePlan(
  planId: PlanId,
  me: { memberId: string; name: string; hue: number },
  { library, catalogue }: { library: Library; catalogue: Catalogue },
): LivePlan | null {
  const [opened, setOpened] = useState<Opened | null>(null)
  const { memberId, name, hue } = me

  useEffect(() => {
    const connection = connectPlan({
      url: collabUrl(),
      planId,
      presence: { person: { memberId, name, hue }, selection: null, editing: false },
    })
    const store = createPlanStore(connection.doc)
    const undo = createUndo(connection.doc)
    setOpened({ connection, store, undo })
    return () => {
      setOpened(null)
      undo.destroy()
      store.release()
      connection.destroy()
    }
  }, [planId, memberId, name, hue])

  const person = useMemo(() => ({ memberId, name, hue }), [memberId, name, hue])
  const snapshot = useSyncExternalStore(
    opened?.store.subscribe ?? subscribeToNothing,
    opened?.store.get ?? nothing,
    nothing,
  )
  const save = useSaveState(opened?.connection ?? null)
  const peers = usePeers(opened?.connection ?? null, catalogue)
  const showPresence = usePresence(opened?.connection ?? null, person)
  const predictionOf = useMemo(() => createPredictions(library), [library])
  const nameOfClient = useNamesOfClients(opened?.connection ?? null, peers, person.name)

  return useMemo(() => {
    if (!opened || !snapshot || !save) return null
    const { doc } = opened.connection
    const hasContent = snapshot.plan.title !== '' || snapshot.plan.recipes.length > 0
    const isReady = hasContent || (save.isLoaded && save.state !== 'connecting')
    return { ...snapshot, doc, undo: opened.undo, isReady, save, peers, predictionOf, showPresence, nameOfClient }
  }, [opened, snapshot, save, peers, predictionOf, showPresence, nameOfClient])
}

function collabUrl(): string {
  const { protocol, host } = window.location
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/collab`
}

const subscribeToNothing = () => () => {}
const nothing = () => null

function useSaveState(connection: PlanConnection | null): SaveState | null {
  return useSyncExternalStore(connection?.onChange ?? subscribeToNothing, connection?.status ?? nothing, nothing)
}

const nobody: readonly Peer[] = []

function usePeers(connection: PlanConnection | null, { findParameter }: Catalogue): readonly Peer[] {
  const [peers, setPeers] = useState<readonly Peer[]>(nobody)
  useEffect(() => {
    if (!connection) return
    const { awareness } = connection
    const read = () => {
      const found = [...awareness.getStates()].flatMap(([clientId, state]) => {
        const peer = clientId === awareness.clientID ? null : readPresence(clientId, state, findParameter)
        return peer ? [peer] : []
      })
      found.sort((a, b) => a.clientId - b.clientId)
      setPeers((before) => shareValue(before, found))
    }
    read()
    awareness.on('change', read)
    return () => {
      awareness.off('change', read)
      setPeers(nobody)
    }
  }, [connection, findParameter])
  return peers
}

/** Presence is small: a long text is not shown to others before it is done. */
function small(presence: OwnPresence): OwnPresence {
  const { draft, ...rest } = presence
  return draft === undefined || (JSON.stringify(draft)?.length ?? 0) > 300 ? rest : presence
}

/** Announces where this person is, at most once per interval: arrows held down do not flood the others. */
function usePresence(connection: PlanConnection | null, person: { memberId: string; name: string; hue: number }) {
  const latest = useRef<OwnPresence>({ selection: null, editing: false })
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  const announcedAt = useRef(0)

  const announce = useCallback(() => {
    waiting.current = null
    announcedAt.current = performance.now()
    if (connection) connection.awareness.setLocalState({ person, ...small(latest.current) })
  }, [connection, person])

  useEffect(() => {
    announce()
    return () => {
      if (waiting.current !== null) clearTimeout(waiting.current)
      waiting.current = null
    }
  }, [announce])

  return useCallback(
    (presence: OwnPresence) => {
      const isEditDone = latest.current.editing && !presence.editing
      latest.current = presence
      // Others see a finished edit as finished, without waiting for the next turn.
      const pause = isEditDone ? 0 : announcedAt.current + presenceInterval - performance.now()
      if (pause > 0) {
        waiting.current ??= setTimeout(announce, pause)
        return
      }
      if (waiting.current !== null) clearTimeout(waiting.current)
      announce()
    },
    [announce],
  )
}

/** Names of the Yjs clients met on this page. Who wrote what for good is told by the server's log, not by this. */
function useNamesOfClients(connection: PlanConnection | null, peers: readonly Peer[], ownName: string) {
  const met = useRef(new Map<number, string>())
  for (const peer of peers) met.current.set(peer.clientId, peer.name)
  return useCallback(
    (clientId: number) =>
      clientId === connection?.doc.clientID ? `${ownName} (you)` : (met.current.get(clientId) ?? null),
    [connection, ownName],
  )
}

export type { PlanProblem, Prediction }
