'use client'

import { useId, useMemo, useState } from 'react'
import { CapacityChart } from '@/app/_components/charts/CapacityChart'
import type { ChartTheme } from '@/app/_components/charts/chartTheme'
import type { PublishedMark } from '@/app/_components/charts/cycleFrame'
import { cycleColors } from '@/app/_components/charts/profileOption'
import { Input } from '@/app/_components/Input'
import type { CellView, TestView } from '@/server/views'
import { LeaveOut } from './_judging/LeaveOut'
import { firstChoice, nearestCycle, readCycles, spread, toggled } from './_pictures/chosenCycles'
import { Pictures } from './_pictures/Pictures'
import { seriesOfTest } from './publishedBeside'

/** Capacity over cycle number; the cycles chosen in it are looked at closer in the pictures beside it. */
export function CyclingPart({
  lab,
  cell,
  test,
  marks,
  conditions,
}: {
  lab: string
  cell: CellView
  test: TestView
  marks: readonly PublishedMark[]
  conditions: string
}) {
  const known = useMemo(() => test.cycles.map(({ cycle }) => cycle), [test.cycles])
  const { referenceCycle, lastCompleteCycle, leftOut } = test.judgement
  const [picked, setPicked] = useState<readonly number[] | null>(null)
  const chosen = useMemo(() => {
    const still = picked?.filter((cycle) => known.includes(cycle)) ?? []
    return (still.length > 0 ? still : firstChoice(known, referenceCycle, lastCompleteCycle)).toSorted((a, b) => a - b)
  }, [picked, known, referenceCycle, lastCompleteCycle])
  const series = useMemo(
    () => [{ ...seriesOfTest(test), leftOut: new Set(leftOut.map(({ cycle }) => cycle)), referenceCycle }],
    [test, leftOut, referenceCycle],
  )
  const reasons = useMemo(() => new Map(leftOut.map(({ cycle, reason }) => [cycle, reason])), [leftOut])
  const hasRows = test.origin === 'file'
  const choosing = useMemo(() => {
    if (!hasRows) return undefined
    return {
      colorsOf: (theme: ChartTheme) => [...cycleColors(chosen, theme)].map(([cycle, color]) => ({ cycle, color })),
      onPick: (x: number) => {
        const cycle = nearestCycle(known, x)
        if (cycle !== null) setPicked(toggled(chosen, cycle))
      },
      onRange: (from: number, to: number) => {
        const inside = known.filter((cycle) => cycle >= from && cycle <= to)
        if (inside.length > 0) setPicked(spread(inside))
      },
    }
  }, [hasRows, chosen, known])

  return (
    <div className={hasRows ? 'grid grid-cols-1 gap-x-8 gap-y-6 min-[110rem]:grid-cols-2' : ''}>
      <div className="min-w-0">
        <CapacityChart
          title={`${cell.name}: capacity over cycle number`}
          conditions={conditions}
          series={series}
          published={marks}
          reasons={reasons}
          choosing={choosing}
        />
        {hasRows && <ChosenField known={known} chosen={chosen} onChoose={setPicked} />}
        <LeaveOut
          lab={lab}
          test={test}
          suggested={picked !== null && chosen.length === 1 ? (chosen[0] ?? null) : null}
          mayJudge={hasRows && cell.allowed.includes('test.judge')}
        />
      </div>
      {hasRows && <Pictures lab={lab} cell={cell} test={test} chosen={chosen} conditions={conditions} />}
    </div>
  )
}

/** The same choice by keyboard, and for a cycle that no mouse can hit among a thousand. */
function ChosenField({
  known,
  chosen,
  onChoose,
}: {
  known: readonly number[]
  chosen: readonly number[]
  onChoose: (cycles: number[]) => void
}) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const settle = () => {
    if (typed === null) return
    const { cycles, problem: found } = readCycles(typed, new Set(known))
    setProblem(found)
    if (cycles.length > 0) {
      onChoose(cycles)
      setTyped(null)
    } else if (found === null) setTyped(null)
  }
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <label htmlFor={id} className="text-ink-muted">
        Cycles looked at
      </label>
      <Input
        id={id}
        value={typed ?? chosen.join(', ')}
        onChange={(event) => {
          setTyped(event.target.value)
          setProblem(null)
        }}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle()
          if (event.key === 'Escape' && typed !== null) {
            event.stopPropagation()
            setTyped(null)
            setProblem(null)
          }
        }}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem ? true : undefined}
        autoComplete="off"
        className="w-56 tabular-nums"
      />
      <span
        id={`${id}-hint`}
        className={problem ? 'text-danger' : 'text-ink-muted'}
        role={problem ? 'alert' : undefined}
      >
        {problem ?? 'Click points, or type 1, 3, 50-60'}
      </span>
    </div>
  )
}
