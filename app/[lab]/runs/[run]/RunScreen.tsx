'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { TRPCClientError } from '@trpc/client'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { Formula } from '@/app/_components/Formula'
import { PageHeader } from '@/app/_components/PageHeader'
import { ExportMenu } from '@/app/_components/record/ExportMenu'
import { Facts, Section } from '@/app/_components/record/Facts'
import { MeasuredPrediction } from '@/app/_components/record/MeasuredPrediction'
import { PredictionStrip } from '@/app/_components/record/PredictionStrip'
import { RecordedFigures } from '@/app/_components/record/RecordedFigures'
import { RunStateMark } from '@/app/_components/record/RunStateMark'
import { When } from '@/app/_components/record/When'
import { useLabScience } from '@/app/_lib/labScience'
import { useTRPC } from '@/app/_lib/trpc'
import { useKeptOffline } from '@/app/_lib/useKeptOffline'
import { newId } from '@/collab/plan/newId'
import { weighOut } from '@/science/chemistry/weighOut'
import { recipeAsMade } from '@/science/comparison/asMade'
import { modelVersion, predict } from '@/science/prediction/predict'
import { assembleRecipe } from '@/science/recipe/assembleRecipe'
import { formatValue } from '@/science/recipe/formatValue'
import { processLabels } from '@/science/recipe/process'
import { beganOf, photosOf, recordedValues, startKey } from '@/science/run/record'
import { runSteps } from '@/science/run/runSteps'
import { unexplained } from '@/science/run/unexplained'
import type { PersonView, RunView } from '@/server/views'
import { ActualValue, type Recording } from './ActualValue'
import { BeganEarlier } from './BeganEarlier'
import { CloseRun } from './CloseRun'
import { NextStep } from './NextStep'
import { Notes } from './Notes'
import { type Pending, savedWord, withPending } from './outbox'
import { PhotoButton, Photos, type TakePhoto } from './Photos'
import { keepPhoto } from './photoStore'
import { RunSamples } from './RunSamples'
import { type RecordOfRun, StepSection } from './StepSection'
import { outcomeOf, sendPhoto } from './sendEntry'
import { useOutbox } from './useOutbox'

/** How often a page of a run that goes on asks what others have recorded, ms. */
const interval = 15_000

export function RunScreen({ lab, initial, me }: { lab: string; initial: RunView; me: PersonView }) {
  useKeptOffline()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const query = trpc.runs.get.queryOptions({ lab, run: initial.id })
  const { data: run } = useQuery({
    ...query,
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? interval : false),
  })
  const record = useMutation(trpc.runs.record.mutationOptions({ networkMode: 'always' }))
  const refresh = () => queries.invalidateQueries({ queryKey: query.queryKey })
  const [served] = useState(() => new Set<string>(initial.entries.map((entry) => entry.id)))

  const send = async (pending: Pending) => {
    const { entryId, key, actual, unit, reason, corrects, at } = pending
    const show = (entry: RunView['entries'][number]) =>
      queries.setQueryData(query.queryKey, (before) =>
        before ? { ...before, entries: [...before.entries.filter((one) => one.id !== entry.id), entry] } : before,
      )
    if (pending.photo !== null) {
      const { fileId } = await sendPhoto(lab, initial.id, pending)
      const [entry] = withPending([], [pending], me)
      if (entry) show({ ...entry, fileId })
      return
    }
    try {
      const { meanwhile, ...entry } = await record.mutateAsync({
        lab,
        run: initial.id,
        entryId,
        key,
        actual,
        unit,
        reason,
        corrects,
        agoMs: Math.max(0, Date.now() - at),
      })
      if (meanwhile)
        toast(
          `${meanwhile.recordedBy.name} has corrected this to ${meanwhile.actual} as well. Both are kept; look at them.`,
        )
      show(entry)
    } catch (error) {
      // The server answered and said no; anything else is the way there, and is tried again.
      if (error instanceof TRPCClientError && error.data) throw outcomeOf(error.data.httpStatus, error.message)
      throw error
    }
  }
  const { library, catalogue } = useLabScience()
  const outbox = useOutbox(me.memberId, initial.id, served, send)
  const pendingOf = ({ at = Date.now(), ...recording }: Recording): Pending => ({
    ...recording,
    entryId: newId('runEntry'),
    at,
    photo: null,
    isSent: false,
    refusal: null,
  })
  const save = (...recordings: Recording[]) => outbox.add(...recordings.map(pendingOf))
  const take: TakePhoto = async (place, photo, name, reason) => {
    const pending = pendingOf({ key: `photo.${place}`, actual: '', unit: null, reason, corrects: null })
    await keepPhoto(pending.entryId, photo)
    outbox.add({ ...pending, photo: name })
  }

  const entries = withPending(run.entries, outbox.pending, me)
  const recorded = recordedValues(entries)
  const photos = photosOf(entries)
  const began = beganOf(run.startedAt, entries)
  const { name, process, values } = run.revision
  const planned = useMemo(() => assembleRecipe({ name, process, values, conditions: {} }), [name, process, values])
  const sheet = useMemo(
    () => weighOut({ ...planned, ...(run.batchMassG === null ? {} : { batchMassG: run.batchMassG }) }, library),
    [planned, run.batchMassG, library],
  )
  const { steps, facts, others } = runSteps({ process, values }, sheet, catalogue, new Set(recorded.keys()))
  const actual = new Map([...recorded].map(([key, { latest }]) => [key, latest.actual]))
  const made = recipeAsMade({ name, process, values }, actual, sheet.lines)
  const mayRecord = run.allowed.includes('run.record')
  const isLate = run.state !== 'running'
  const base = `/${lab}`
  const of: RecordOfRun = {
    lab,
    began: began.at,
    entries,
    recorded,
    photos,
    waitingIds: outbox.waitingIds,
    mayRecord,
    isLate,
    save,
    take,
  }
  const ofNoStep = photos.filter(({ place }) => !steps.some(({ key }) => key === place))

  return (
    <>
      <PageHeader title={`Run ${run.number} of ${run.recipeName}`}>
        <RunStateMark state={run.state} />
        <ExportMenu lab={lab} of="runs" id={run.id} />
        {mayRecord && (
          <span role="status" className="text-sm text-ink-muted">
            {savedWord(outbox.pending, outbox.line)}
          </span>
        )}
      </PageHeader>
      <Refused pending={outbox.pending} onDiscard={outbox.discard} onSendAgain={outbox.sendAgain} />
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
          { name: 'Replicate', value: `${run.replicate} of this revision` },
          ...(run.batchMassG === null ? [] : [{ name: 'Batch', value: `${run.batchMassG} g` }]),
          ...(run.place === '' ? [] : [{ name: 'Where', value: run.place }]),
          {
            name: 'Started',
            value: (
              <>
                {run.startedBy.name}, <When at={began.at} />
                {began.entered && (
                  <span className="block text-xs text-ink-muted">
                    entered by {began.entered.recordedBy.name}, <When at={began.entered.recordedAt} />
                    {outbox.waitingIds.has(began.entered.id) && ', on its way'}
                    {began.entered.reason && `: “${began.entered.reason}”`}
                  </span>
                )}
                {mayRecord && (
                  <span className="block [&>button]:-ml-3">
                    <BeganEarlier
                      what="the run"
                      isLate={isLate}
                      onBegan={(at, reason) =>
                        save({
                          key: startKey,
                          actual: 'began',
                          unit: null,
                          reason,
                          corrects: began.entered?.id ?? null,
                          at,
                        })
                      }
                    />
                  </span>
                )}
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
          {steps.map((step) => (
            <StepSection key={step.key} step={step} of={of} />
          ))}
          {others.length > 0 && (
            <Section title="Also recorded">
              <ul className="m-0 list-none p-0">
                {others.map((line) => (
                  <ActualValue
                    key={line.key}
                    line={line}
                    recorded={recorded.get(line.key) ?? null}
                    isWaiting={outbox.waitingIds.has(recorded.get(line.key)?.latest.id ?? '')}
                    mayRecord={mayRecord}
                    isLate={isLate}
                    save={save}
                  />
                ))}
              </ul>
            </Section>
          )}
          <Notes
            entries={entries}
            draftKey={`interphase.note.${me.memberId}.${run.id}`}
            mayRecord={mayRecord}
            isLate={isLate}
            waitingIds={outbox.waitingIds}
            save={save}
          />
          {(ofNoStep.length > 0 || mayRecord) && (
            <Section title="Photos of the run">
              {mayRecord && <PhotoButton place="run" title="the run" isLate={isLate} take={take} />}
              <Photos
                lab={lab}
                photos={ofNoStep}
                waitingIds={outbox.waitingIds}
                mayRecord={mayRecord}
                isLate={isLate}
                save={save}
              />
            </Section>
          )}
        </div>

        <div className="min-w-0">
          <RunSamples lab={lab} run={run} />
          {run.cellCount > 0 && (
            <Section title="Results of its cells">
              <RecordedFigures lab={lab} of={run.id} what={`run ${run.number}`} />
            </Section>
          )}
          {run.allowed.includes('run.close') && (
            <CloseRun lab={lab} run={run} lacking={unexplained({ steps, others }, recorded)} onClosed={refresh} />
          )}
          <MeasuredPrediction lab={lab} recipe={made ?? planned} measured={run.measured} />
          {made && (
            <Section title="Prediction, for what was made">
              <p className="mt-0 mb-3 text-sm text-ink-muted">
                Of the recorded values; what is not recorded counts as planned.
              </p>
              <PredictionStrip prediction={predict(made, library)} modelVersion={modelVersion} />
            </Section>
          )}
          <Section title="Prediction, as frozen">
            <PredictionStrip prediction={run.revision.prediction} modelVersion={run.revision.modelVersion} />
          </Section>
          {facts.map((group) => (
            <Section key={group.group} title={group.title}>
              <dl className="m-0 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
                {group.values.map((line) => (
                  <div key={line.key} className="contents">
                    <dt className="text-ink-muted">{line.label}</dt>
                    <dd className="m-0 text-right tabular-nums">
                      <Formula
                        text={line.parameter ? formatValue(line.parameter, line.planned) : String(line.planned)}
                      />{' '}
                      {line.unit}
                    </dd>
                  </div>
                ))}
              </dl>
            </Section>
          ))}
        </div>
      </div>
      {mayRecord && !isLate && <NextStep steps={steps} entries={entries} />}
    </>
  )
}

/** What the server would not take, with its reason: it stays until a person has seen it. */
function Refused({
  pending,
  onDiscard,
  onSendAgain,
}: {
  pending: readonly Pending[]
  onDiscard: (entryId: Pending['entryId']) => void
  onSendAgain: (entryId: Pending['entryId']) => void
}) {
  const { catalogue } = useLabScience()
  const refused = pending.filter((one) => one.refusal !== null)
  if (refused.length === 0) return null
  return (
    <ul role="alert" className="m-0 mb-4 list-none border-l-2 border-danger p-0 pl-4">
      {refused.map((one) => (
        <li key={one.entryId} className="flex flex-wrap items-center gap-x-3">
          <span>
            Not recorded: {one.photo ?? catalogue.findParameter(one.key)?.label ?? one.key} {String(one.actual)}{' '}
            {one.unit}. {one.refusal}
          </span>
          <Button size="sm" variant="secondary" onClick={() => onSendAgain(one.entryId)}>
            Send again
          </Button>
          <Button size="sm" variant="ghost" onClick={() => onDiscard(one.entryId)}>
            Put away
          </Button>
        </li>
      ))}
    </ul>
  )
}
