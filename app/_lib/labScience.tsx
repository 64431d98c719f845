'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { extendLibrary, type Library, publishedLibrary } from '@/science/library/library'
import { toParameter } from '@/science/recipe/ownParameter'
import { type Catalogue, extendCatalogue } from '@/science/recipe/parameters'
import type { DefinitionsView, DefinitionView } from '@/server/views'
import { useTRPC } from './trpc'

/** The library and the catalogue as this lab has them: what is published, and what it has defined for itself. */
export interface LabScience {
  library: Library
  catalogue: Catalogue
  definitions: DefinitionsView
}

const Context = createContext<LabScience | null>(null)

/** How often a page asks whether somebody has changed what the lab defines, ms. */
const interval = 15_000

export function LabScienceProvider({
  lab,
  initial,
  children,
}: {
  lab: string
  initial: DefinitionsView
  children: ReactNode
}) {
  const trpc = useTRPC()
  const { data: definitions } = useQuery({
    ...trpc.library.definitions.queryOptions({ lab }),
    initialData: initial,
    refetchInterval: interval,
  })
  const science = useMemo(() => labScience(definitions), [definitions])
  return <Context value={science}>{children}</Context>
}

export function useLabScience(): LabScience {
  const science = useContext(Context)
  if (science === null) throw new Error('useLabScience is for pages of a lab')
  return science
}

/** Retired ones are no longer offered; where a recipe has them they keep their name and their predictions. */
export function labScience(definitions: DefinitionsView): LabScience {
  const { materials, cathodes, precursors, parameters } = definitions
  return {
    library: extendLibrary(publishedLibrary, {
      materials: contents(materials),
      cathodes: contents(cathodes),
      precursors: contents(precursors),
    }),
    catalogue: extendCatalogue(
      parameters.map(({ content, isRetired }) => toParameter(isRetired ? { ...content, processes: [] } : content)),
      { material: offered(materials), cathode: offered(cathodes), precursor: offered(precursors) },
    ),
    definitions,
  }
}

function contents<Content>(entries: readonly DefinitionView<Content>[]): Content[] {
  return entries.map(({ content }) => content)
}

function offered<Content>(entries: readonly DefinitionView<Content>[]): Content[] {
  return contents(entries.filter(({ isRetired }) => !isRetired))
}
