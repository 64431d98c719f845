import type { DescentNode } from '@/server/views'

/** A node where it is drawn, with what hangs below it in the list. */
export interface PlacedNode {
  node: DescentNode
  /** From 0, from the plan towards the results. */
  column: number
  /** From 0, from the top. */
  row: number
  children: PlacedNode[]
  /** What it comes from besides the one that it hangs below. */
  alsoFrom: { label: string; taken: string | null }[]
}

export interface DescentEdge {
  from: { column: number; row: number }
  to: { column: number; row: number }
  key: string
}

export interface DescentLayout {
  roots: PlacedNode[]
  edges: DescentEdge[]
  columns: number
  rows: number
}

/** Of one kind below one node so many are drawn; the node's own page lists the rest. */
export const mostSiblings = 6

/**
 * A graph of descent as a drawing and as nested lists at once: each node hangs below the first that it comes from; columns are
 * the longest way from a plan, rows are taken by the ends of lines from top to bottom, and a node stands in the row of its
 * first child. Where more than `mostSiblings` of a kind come from one, one node stands for the rest.
 *
 * @param nodes parents before their children
 */
export function layOutDescent(nodes: readonly DescentNode[]): DescentLayout {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const shown = fold(nodes.map((node) => ({ ...node, from: node.from.filter(({ id }) => known.has(id)) })))
  const placed = new Map<string, PlacedNode>()
  const roots: PlacedNode[] = []
  for (const node of shown) {
    const parents = node.from.flatMap(({ id }) => placed.get(id) ?? [])
    const [first] = parents
    const own: PlacedNode = {
      node,
      column: Math.max(-1, ...parents.map((parent) => parent.column)) + 1,
      row: 0,
      children: [],
      alsoFrom: node.from.slice(1).flatMap(({ id, taken }) => {
        const parent = known.get(id)
        return parent === undefined ? [] : [{ label: parent.label, taken }]
      }),
    }
    placed.set(node.id, own)
    if (first === undefined) roots.push(own)
    else first.children.push(own)
  }
  let rows = 0
  const place = (own: PlacedNode): number => {
    const [first, ...others] = own.children
    if (first === undefined) {
      own.row = rows
      rows += 1
      return own.row
    }
    own.row = place(first)
    for (const other of others) place(other)
    return own.row
  }
  for (const root of roots) place(root)
  // A part of a blend whose own line is on another page stands beside the blend, not among the plans.
  for (const root of roots) {
    if (root.children.length > 0 || root.node.kind === 'plan') continue
    const into = [...placed.values()].filter(({ node }) => node.from.some(({ id }) => id === root.node.id))
    if (into.length > 0) root.column = Math.max(0, Math.min(...into.map(({ column }) => column)) - 1)
  }
  const edges = [...placed.values()].flatMap((own) =>
    own.node.from.flatMap(({ id }): DescentEdge[] => {
      const parent = placed.get(id)
      return parent === undefined
        ? []
        : [
            {
              key: `${id} ${own.node.id}`,
              from: { column: parent.column, row: parent.row },
              to: { column: own.column, row: own.row },
            },
          ]
    }),
  )
  return { roots, edges, rows, columns: Math.max(0, ...[...placed.values()].map(({ column }) => column + 1)) }
}

function fold(nodes: readonly DescentNode[]): DescentNode[] {
  const siblings = new Map<string, DescentNode[]>()
  for (const node of nodes) {
    const [parent] = node.from
    if (parent === undefined) continue
    const key = `${parent.id} ${node.kind}`
    siblings.set(key, [...(siblings.get(key) ?? []), node])
  }
  const gone = new Set<string>()
  const rests = new Map<string, DescentNode>()
  for (const group of siblings.values()) {
    const [first] = group
    const parent = nodes.find(({ id }) => id === first?.from[0]?.id)
    if (group.length <= mostSiblings || first === undefined || parent === undefined) continue
    const rest = group.slice(mostSiblings - 1)
    for (const node of rest) gone.add(node.id)
    rests.set(rest[0]?.id ?? '', {
      id: `rest of ${parent.id} ${first.kind}`,
      kind: first.kind,
      label: `and ${rest.length} more`,
      detail: '',
      at: null,
      place: parent.place,
      from: [{ id: parent.id, taken: null }],
    })
  }
  return nodes.flatMap((node): DescentNode[] => {
    const rest = rests.get(node.id)
    if (gone.has(node.id)) return rest === undefined ? [] : [rest]
    // What came only of what is not drawn is not drawn either.
    if (node.from.length > 0 && node.from.every(({ id }) => gone.has(id))) {
      gone.add(node.id)
      return []
    }
    return [{ ...node, from: node.from.filter(({ id }) => !gone.has(id)) }]
  })
}
