'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { useTRPC } from '@/app/_lib/trpc'
import type { CellView, TestView } from '@/server/views'
import { useJudging } from '../_judging/useJudging'
import { MappingPanel } from './MappingPanel'

/** For a test whose file a newer reader reads better, or whose columns were pointed at wrongly. */
export function ReadAgain({ lab, cell, test }: { lab: string; cell: CellView; test: TestView }) {
  const trpc = useTRPC()
  const again = useMutation(trpc.tests.readAgain.mutationOptions())
  const { send, isBusy, problem } = useJudging()
  const [isMapping, setIsMapping] = useState(false)
  const isMapped = test.mapping !== null && test.file !== null
  if (!cell.allowed.includes('test.upload') || test.file === null || !(test.canBeReadAgain || isMapped)) return null
  return (
    <>
      {test.canBeReadAgain && (
        <Button size="sm" disabled={isBusy} onClick={() => send(() => again.mutateAsync({ lab, test: test.id }))}>
          Read again with the newer reader
        </Button>
      )}
      {isMapped && (
        <Button size="sm" variant="ghost" onClick={() => setIsMapping(true)}>
          Change what its columns are
        </Button>
      )}
      {problem && (
        <p role="alert" className="m-0 w-full text-danger">
          {problem}
        </p>
      )}
      {isMapping && (
        <MappingPanel lab={lab} test={test} fileName={test.file.name} onClose={() => setIsMapping(false)} />
      )}
    </>
  )
}
