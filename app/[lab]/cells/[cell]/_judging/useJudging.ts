'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorSentence } from '@/app/_lib/errorSentence'

/** Sends a decision; what rests on it is fetched anew, and a refusal is kept to be shown. */
export function useJudging() {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  return {
    problem,
    isBusy,
    setProblem,
    /** True when it was done. */
    async send(decision: () => Promise<unknown>): Promise<boolean> {
      setIsBusy(true)
      setProblem(null)
      try {
        await decision()
        // Lists, comparison and the plan's records show the same figures.
        await queries.invalidateQueries({ predicate: ({ meta }) => meta?.isFixed !== true })
        return true
      } catch (error) {
        setProblem(errorSentence(error))
        return false
      } finally {
        setIsBusy(false)
      }
    },
  }
}
