'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRef, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { PageHeader } from '@/app/_components/PageHeader'
import { AddCellForm } from '@/app/_components/record/AddCellForm'
import { Facts, Section } from '@/app/_components/record/Facts'
import { PredictionStrip } from '@/app/_components/record/PredictionStrip'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { When } from '@/app/_components/record/When'
import { useTRPC } from '@/app/_lib/trpc'
import { newId } from '@/collab/plan/newId'
import { formatValue } from '@/science/recipe/formatValue'
import { processLabels } from '@/science/recipe/process'
import type { RunView } from '@/server/views'
import { ActualValue, type Recording } from './ActualValue'
import { CloseRun } from './CloseRun'
import { recordedValues } from './entries'
import { Notes } from './Notes'
import { type PlannedGroup, plannedGroups } from './plannedValues'
import { WeighOut } from './WeighOut'

export function RunScreen({ lab, initial }: { lab: string; initial: RunView }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const query = trpc.runs.get.queryOptions({ lab, run: initial.id })
  const { data: run } = useQuery({ ...query, initialData: initial })
  const record = useMutation(trpc.runs.record.mutationOptions({ retry: 2 }))
  const refresh = () => queries.invalidateQueries({ queryKey: query.queryKey })

  // One id per thing said, made here and kept until the server has it: sending again never writes twice.
  const entryIds = useRef(new Map<string, ReturnType<typeof newId<'runEntry'>>>())
  const save = async ({ key, actual, unit, reason, corrects }: Recording) => {
    const said = JSON.stringify([key, actual, unit, reason, corrects])
    const entryId = entryIds.current.get(said) ?? newId('runEntry')
    entryIds.current.set(said, entryId)
    await record.mutateAsync({
      lab,
      run: run.id,
      entryId,
      key,
      actual,
      ...(unit === null ? {} : { unit }),
      ...(reason === '' ? {} : { reason }),
      ...(corrects === null ? {} : { corrects }),
    })
    entryIds.current.delete(said)
    await refresh()
  }

  const recorded = recordedValues(run.entries)
  const groups = plannedGroups(run.revision.process, run.revision.values)
  const mayRecord = run.allowed.includes('run.record')
  const base = `/${lab}`

  return (
    <>
      <PageHeader title={`Run ${run.number} of ${run.recipeName}`}>
        <RunStateMark state={run.state} />
      </PageHeader>
      <Facts
        facts={[
          {
            name: 'Plan',
            value: (
              <Link href={`${base}/plans/${run.planId}`} className="text-accent hover:underline">
                {run.planTitle}
              </Link>
            ),
          },
          {
            name: 'Frozen recipe',
            value: (
              <>
                revision {run.revision.number} of {run.revision.name}{' '}
                <code className="text-xs text-ink-muted" title={run.revision.contentHash}>
                  {run.revision.contentHash.slice(0, 8)}
                </code>
              </>
            ),
          },
          { name: 'Process', value: processLabels[run.process] },
          ...(run.batchMassG === null ? [] : [{ name: 'Batch', value: `${run.batchMassG} g` }]),
          {
            name: 'Started',
            value: (
              <>
                {run.startedBy.name}, <When at={run.startedAt} />
              </>
            ),
          },
          ...(run.closedAt && run.closedBy
            ? [
                {
                  name: 'Closed',
                  value: (
                    <>
                      {run.closedBy.name}, <When at={run.closedAt} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {run.reason && (
        <p className="mt-3 mb-0">
          <span className="text-ink-muted">Reason: </span>
          {run.reason}
        </p>
      )}

      <div className="mt-6 grid gap-x-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <WeighOut run={run} recorded={recorded} mayRecord={mayRecord} save={save} />
          {groups
            .filter((group) => group.isRecorded)
            .map((group) => (
              <Section
                key={group.group}
                title={group.title}
                aside={mayRecord && <AllAsPlanned group={group} recorded={recorded} save={save} />}
              >
                <ul className="m-0 list-none p-0">
                  {group.values.map((line) => (
                    <ActualValue
                      key={line.key}
                      entryKey={line.key}
                      label={line.label}
                      unit={line.unit}
                      parameter={line.parameter}
                      planned={line.planned}
                      plannedText={line.parameter ? formatValue(line.parameter, line.planned) : String(line.planned)}
                      recorded={recorded.get(line.key) ?? null}
                      mayRecord={mayRecord}
                      save={save}
                    />
                  ))}
                </ul>
              </Section>
            ))}
          <Notes entries={run.entries} mayRecord={mayRecord} save={save} />
        </div>

        <div className="min-w-0">
          <Section title="Samples">
            {run.samples.length === 0 ? (
              <p className="m-0 text-ink-muted">This run has yielded no sample.</p>
            ) : (
              <ul className="m-0 list-none space-y-3 p-0">
                {run.samples.map((sample) => (
                  <li key={sample.id}>
                    <Link
                      href={`${base}/samples/${sample.id}`}
                      className="text-2xl font-semibold tracking-wide text-accent tabular-nums hover:underline"
                    >
                      {sample.code}
                    </Link>
                    <p className="m-0 text-sm text-ink-muted">
                      {sample.kind}
                      {sample.amountG !== null && `, ${sample.amountG} g`}
                      {sample.place && `, ${sample.place}`} · {sample.cellCount}{' '}
                      {sample.cellCount === 1 ? 'cell' : 'cells'}
                    </p>
                    {run.allowed.includes('cell.create') && <AddCellForm lab={lab} sample={sample} onAdded={refresh} />}
                  </li>
                ))}
              </ul>
            )}
          </Section>
          {run.allowed.includes('run.close') && <CloseRun lab={lab} run={run} onClosed={refresh} />}
          <Section title="Prediction, as frozen">
            <PredictionStrip prediction={run.revision.prediction} modelVersion={run.revision.modelVersion} />
          </Section>
          {groups
            .filter((group) => !group.isRecorded)
            .map((group) => (
              <Section key={group.group} title={group.title}>
                <dl className="m-0 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
                  {group.values.map((line) => (
                    <div key={line.key} className="contents">
                      <dt className="text-ink-muted">{line.label}</dt>
                      <dd className="m-0 text-right tabular-nums">
                        {line.parameter ? formatValue(line.parameter, line.planned) : String(line.planned)} {line.unit}
                      </dd>
                    </div>
                  ))}
                </dl>
              </Section>
            ))}
        </div>
      </div>
    </>
  )
}

/** A whole step in one tap: every value of the group that nobody has recorded yet. */
function AllAsPlanned({
  group,
  recorded,
  save,
}: {
  group: PlannedGroup
  recorded: ReturnType<typeof recordedValues>
  save: (recording: Recording) => Promise<void>
}) {
  const [state, setState] = useState<'idle' | 'saving' | 'failed'>('idle')
  const open = group.values.filter(
    (line) => !recorded.has(line.key) && (typeof line.planned === 'number' || typeof line.planned === 'string'),
  )
  if (open.length < 2) return null
  const handleClick = async () => {
    setState('saving')
    try {
      for (const line of open) {
        if (typeof line.planned !== 'number' && typeof line.planned !== 'string') continue
        await save({ key: line.key, actual: line.planned, unit: line.unit, reason: '', corrects: null })
      }
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  return (
    <span className="flex items-center gap-2">
      {state === 'failed' && (
        <span role="alert" className="text-sm text-danger">
          Not all was saved. Tap again: nothing is written twice.
        </span>
      )}
      <Button variant="ghost" className="h-11 sm:h-8" disabled={state === 'saving'} onClick={handleClick}>
        {state === 'saving' ? 'Saving…' : `${group.title}: all as planned`}
      </Button>
    </span>
  )
}
