'use client'

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { Input } from '@/app/_components/Input'
import { Select } from '@/app/_components/Select'
import { SidePanel } from '@/app/_components/SidePanel'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import { type ColumnMap, type MappableQuantity, mappableQuantities } from '@/science/cycler/reading'
import type { TableLookView, TestView } from '@/server/views'
import { useJudging } from '../_judging/useJudging'
import { quantities } from './quantities'

/**
 * The table of a file as it stands, with a place above each column to say what it is and in which unit. What would come of it shows below
 * at once. Saved for the lab, the next file with these columns is read without asking.
 */
export function MappingPanel({
  lab,
  test,
  fileName,
  onClose,
}: {
  lab: string
  test: TestView
  fileName: string
  onClose: () => void
}) {
  const trpc = useTRPC()
  const [map, setMap] = useState<ColumnMap | null>(null)
  const { data, error, isFetching } = useQuery({
    ...trpc.mappings.preview.queryOptions({ lab, test: test.id, map }),
    placeholderData: keepPreviousData,
    meta: { isFixed: true },
  })
  const save = useMutation(trpc.mappings.save.mutationOptions())
  const again = useMutation(trpc.tests.readAgain.mutationOptions())
  const { send, isBusy, problem, setProblem } = useJudging()
  const [name, setName] = useState<string | null>(null)
  const id = useId()

  const preview = data?.preview ?? null
  const shown = map ?? data?.map ?? { columns: {} }
  const title = name ?? data?.kept?.name ?? fileName.replace(/\.[^.]*$/, '')
  const point = (column: string, quantity: MappableQuantity | '', unit?: string) => {
    const { [column]: _, ...others } = shown.columns
    // One quantity is one column: pointing at another moves it.
    const kept = Object.fromEntries(Object.entries(others).filter(([, mapped]) => mapped.quantity !== quantity))
    setProblem(null)
    setMap({
      ...shown,
      columns: quantity === '' ? others : { ...kept, [column]: unit ? { quantity, unit } : { quantity } },
    })
  }
  const handleSave = async () => {
    if (!preview) return
    if (title.trim() === '') return setProblem('Give the mapping a name, so that others know what it is for.')
    const { headerKey: header } = preview
    const done = await send(async () => {
      await save.mutateAsync({
        lab,
        header,
        name: title.trim(),
        columnMap: shown,
        version: data?.kept?.version ?? null,
      })
      await again.mutateAsync({ lab, test: test.id })
    })
    if (done) onClose()
  }

  return (
    <SidePanel title={`Columns of ${fileName}`} onClose={onClose}>
      {error && !data ? (
        <p role="alert">{errorSentence(error)}</p>
      ) : !data ? (
        <p role="status" className="text-ink-muted">
          Looking at the table …
        </p>
      ) : !preview ? (
        <p role="alert">{data.outcome.ok ? 'No table was found in this file.' : data.outcome.message}</p>
      ) : (
        <>
          <p className="mt-0 mb-3 text-sm text-ink-muted">
            Say of each column what it is; those that say nothing to you may stay as they are.
            {preview.sheet && ` Sheet “${preview.sheet}”.`}
          </p>
          <ul aria-label="Columns" className="m-0 mb-4 list-none divide-y divide-line border-y border-line p-0">
            {preview.columns.map((column) => {
              const mapped = shown.columns[column.name]
              const quantity = mapped ? quantities[mapped.quantity] : null
              return (
                <li key={column.name} className="py-2.5">
                  <div className="mb-1 flex items-baseline justify-between gap-3">
                    <span className="min-w-0 font-medium break-words">{column.name}</span>
                    <span className="truncate text-sm text-ink-muted tabular-nums">{column.samples.join('  ')}</span>
                  </div>
                  <div className="flex gap-2">
                    <Select
                      aria-label={`What ${column.name} is`}
                      value={mapped?.quantity ?? ''}
                      onChange={(event) => point(column.name, event.target.value as MappableQuantity | '')}
                      className="min-w-0 flex-1"
                    >
                      <option value="">not used</option>
                      {mappableQuantities.map((key) => (
                        <option key={key} value={key}>
                          {quantities[key].name}
                        </option>
                      ))}
                    </Select>
                    {mapped && quantity && quantity.units.length > 0 && (
                      <Select
                        aria-label={`Unit of ${column.name}`}
                        value={mapped.unit ?? ''}
                        onChange={(event) => point(column.name, mapped.quantity, event.target.value || undefined)}
                        className="w-32"
                      >
                        <option value="">
                          {column.unit ? `${column.unit} (header)` : `${quantity.units[0]}, assumed`}
                        </option>
                        {quantity.units.map((unit) => (
                          <option key={unit} value={unit}>
                            {unit.replace('Ohm', 'Ω')}
                          </option>
                        ))}
                      </Select>
                    )}
                  </div>
                </li>
              )
            })}
          </ul>
          <Checkbox
            label="Discharge is positive in this file"
            checked={shown.dischargeIsPositive === true}
            onChange={(event) => setMap({ ...shown, dischargeIsPositive: event.target.checked })}
          />
          <Outcome outcome={data.outcome} isFetching={isFetching} />
          <label htmlFor={id} className="mb-1 block text-sm font-medium">
            Name of this mapping in the lab
          </label>
          <Input
            id={id}
            value={title}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
            className="w-full"
          />
          <p className="mt-1 mb-3 text-sm text-ink-muted">
            {data.kept
              ? `The lab reads these columns by “${data.kept.name}” (version ${data.kept.version}); saving makes the next version.`
              : 'The next file with these columns is read without asking.'}
          </p>
          {problem && (
            <p role="alert" className="m-0 mb-2 text-sm text-danger">
              {problem}
            </p>
          )}
          <Button variant="primary" disabled={isBusy || !data.outcome.ok} onClick={handleSave}>
            {isBusy ? 'Saving …' : 'Save and read the file'}
          </Button>
        </>
      )}
    </SidePanel>
  )
}

/** What comes of the table by this mapping. */
function Outcome({ outcome, isFetching }: { outcome: TableLookView['outcome']; isFetching: boolean }) {
  return (
    <section aria-label="What comes of it" aria-busy={isFetching} className="my-4 border-l-2 border-line pl-3 text-sm">
      {!outcome.ok ? (
        <p role="status" className="m-0 text-danger">
          {outcome.message}
        </p>
      ) : 'pointCount' in outcome ? (
        <p role="status" className="m-0">
          An impedance spectrum of {outcome.pointCount} points.
        </p>
      ) : (
        <>
          <p role="status" className="m-0">
            {outcome.rowCount.toLocaleString('en')} rows; the first cycles would be:
          </p>
          <ul className="m-0 list-none p-0 tabular-nums">
            {outcome.cycles.map((cycle) => (
              <li key={cycle.cycle}>
                cycle {cycle.cycle}: charge {mAh(cycle.chargeCapacityMAh)}, discharge {mAh(cycle.dischargeCapacityMAh)}
              </li>
            ))}
          </ul>
        </>
      )}
      {outcome.ok &&
        outcome.warnings.map((warning) => (
          <p key={`${warning.code} ${warning.message}`} className="m-0 mt-1 text-ink-muted">
            {warning.message}
          </p>
        ))}
    </section>
  )
}

function mAh(value: number | null): string {
  return value === null ? 'not known' : `${Number(value.toPrecision(4))} mAh`
}
