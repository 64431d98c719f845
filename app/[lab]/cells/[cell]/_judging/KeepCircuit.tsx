'use client'

import { useMutation } from '@tanstack/react-query'
import { Button } from '@/app/_components/Button'
import { useTRPC } from '@/app/_lib/trpc'
import { type CircuitId, findCircuit } from '@/science/impedance/circuits'
import type { TestView } from '@/server/views'
import { useJudging } from './useJudging'

/** Makes the circuit that is looked at the one that the test's resistances come from. */
export function KeepCircuit({
  lab,
  test,
  spectrum,
  circuit,
}: {
  lab: string
  test: TestView
  spectrum: number
  circuit: CircuitId
}) {
  const trpc = useTRPC()
  const choose = useMutation(trpc.tests.chooseCircuit.mutationOptions())
  const { send, isBusy, problem } = useJudging()
  return (
    <div className="mt-2 text-sm">
      <Button
        size="sm"
        disabled={isBusy}
        onClick={() => send(() => choose.mutateAsync({ lab, test: test.id, spectrum, circuit, reason: '' }))}
      >
        {isBusy ? 'Fitting …' : `Keep ${findCircuit(circuit).label} for this sweep`}
      </Button>
      {problem && (
        <p role="alert" className="m-0 mt-1 text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}
