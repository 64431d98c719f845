'use client'

import { useEffect, useId, useMemo, useState } from 'react'
import { SpectrumChart } from '@/app/_components/charts/SpectrumChart'
import { Formula } from '@/app/_components/Formula'
import { Select } from '@/app/_components/Select'
import { type CircuitId, circuits, findCircuit } from '@/science/impedance/circuits'
import type { FitOutcome } from '@/science/impedance/fitCircuit'
import type { KramersKronigCheck } from '@/science/impedance/kramersKronig'
import type { SpectrumView, TestView } from '@/server/views'
import { KeepCircuit } from './_judging/KeepCircuit'

interface Judged {
  outcome: FitOutcome
  check: KramersKronigCheck | null
}

/** The sweeps of a test: as measured, with an equivalent circuit that the reader of the page may change. */
export function SpectrumPart({
  lab,
  test,
  mayJudge,
  title,
  conditions,
  spectra,
}: {
  lab: string
  test: TestView
  mayJudge: boolean
  title: string
  conditions: string
  spectra: readonly SpectrumView[]
}) {
  const [number, setNumber] = useState(spectra[0]?.number ?? 1)
  const spectrum = spectra.find((one) => one.number === number) ?? spectra[0]
  const [chosen, setChosen] = useState<CircuitId | null>(null)
  const circuit = chosen ?? spectrum?.circuit ?? 'R-RQ'
  const judged = useFit(spectrum, circuit)
  const sweepId = useId()
  const circuitId = useId()

  const drawn = useMemo(() => {
    if (!spectrum) return []
    const measured = { name: `sweep ${spectrum.number}`, isFit: false, ...pick(spectrum) }
    if (!judged?.outcome.ok) return [measured]
    return [measured, { name: `fit of ${findCircuit(circuit).label}`, isFit: true, ...pick(judged.outcome.fit) }]
  }, [spectrum, judged, circuit])

  if (!spectrum) return null
  return (
    <div className="mt-6">
      <div className="mb-3 flex flex-wrap items-end gap-4">
        {spectra.length > 1 && (
          <label htmlFor={sweepId} className="text-sm">
            <span className="mb-1 block text-ink-muted">Sweep</span>
            <Select id={sweepId} value={String(number)} onChange={(event) => setNumber(Number(event.target.value))}>
              {spectra.map((one) => (
                <option key={one.number} value={one.number}>
                  {one.number} of {spectra.length}
                </option>
              ))}
            </Select>
          </label>
        )}
        <label htmlFor={circuitId} className="text-sm">
          <span className="mb-1 block text-ink-muted">Equivalent circuit</span>
          <Select id={circuitId} value={circuit} onChange={(event) => setChosen(event.target.value as CircuitId)}>
            {circuits.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label}
                {one.id === spectrum.circuit ? (spectrum.isChosen ? ' (chosen by hand)' : ' (chosen by the data)') : ''}
              </option>
            ))}
          </Select>
        </label>
      </div>
      <SpectrumChart title={title} conditions={conditions} spectra={drawn} />
      {judged === null ? (
        <p role="status" className="text-sm text-ink-muted">
          Fitting the circuit …
        </p>
      ) : (
        <FitResult judged={judged} circuit={circuit} stored={spectrum.circuit} />
      )}
      {mayJudge && judged?.outcome.ok && circuit !== spectrum.circuit && (
        <KeepCircuit lab={lab} test={test} spectrum={spectrum.number} circuit={circuit} />
      )}
    </div>
  )
}

function FitResult({
  judged: { outcome, check },
  circuit,
  stored,
}: {
  judged: Judged
  circuit: CircuitId
  stored: CircuitId | null
}) {
  return (
    <div className="mt-3 max-w-prose text-sm">
      {outcome.ok ? (
        <>
          <table className="w-full border-collapse">
            <caption className="sr-only">Parameters of the fit of {findCircuit(circuit).label}</caption>
            <thead>
              <tr className="border-b border-line text-left text-ink-muted">
                <th className="py-1 pr-4 font-normal">Parameter</th>
                <th className="py-1 pr-4 text-right font-normal">Value</th>
                <th className="py-1 text-right font-normal">95 % interval</th>
              </tr>
            </thead>
            <tbody>
              {outcome.fit.parameters.map(({ name, unit, value, low, high }) => (
                <tr key={name} className="border-b border-line">
                  <th scope="row" className="py-1 pr-4 text-left font-normal">
                    <Formula text={name} />
                    {unit && <span className="text-ink-muted"> ({unit})</span>}
                  </th>
                  <td className="py-1 pr-4 text-right tabular-nums">{digits(value)}</td>
                  <td className="py-1 text-right text-ink-muted tabular-nums">
                    {low === null || high === null
                      ? 'not determined by these data'
                      : `${digits(low)} to ${digits(high)}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="mt-2 mb-0 text-ink-muted">
            Least squares weighted by |Z| over {outcome.fit.frequencyHz.length} points; residual{' '}
            {outcome.fit.rmsPercent.toPrecision(2)} % of |Z|
            {outcome.fit.inductivePoints > 0 && `; ${outcome.fit.inductivePoints} inductive points left out`}. The
            faster arc is called <Formula text="R_f" />, the slower <Formula text="R_ct" />.
            {stored !== null &&
              circuit !== stored &&
              ` The results below stay those of ${findCircuit(stored).label} until this circuit is kept.`}
          </p>
        </>
      ) : (
        <p role="alert" className="m-0">
          {outcome.message}
        </p>
      )}
      {check && (
        <p className="mt-1 mb-0 text-ink-muted">
          Kramers–Kronig test: {check.rmsPercent.toPrecision(2)} % of |Z|, at most {check.worst.percent.toPrecision(2)}{' '}
          % at {digits(check.worst.frequencyHz)} Hz
          {check.worst.percent > 5 ? '. The cell was not stationary there, or the measurement was disturbed.' : '.'}
        </p>
      )}
    </div>
  )
}

/** The fit is computed here, in the browser; its library is loaded by the first page that shows a spectrum. */
function useFit(spectrum: SpectrumView | undefined, circuit: CircuitId): Judged | null {
  const [judged, setJudged] = useState<(Judged & { of: SpectrumView; circuit: CircuitId }) | null>(null)
  useEffect(() => {
    if (!spectrum) return
    let isGone = false
    Promise.all([import('@/science/impedance/fitCircuit'), import('@/science/impedance/kramersKronig')]).then(
      ([{ fitCircuit }, { checkKramersKronig }]) => {
        if (isGone) return
        const arrays = {
          frequencyHz: Float64Array.from(spectrum.frequencyHz),
          reZOhm: Float64Array.from(spectrum.reZOhm),
          imZOhm: Float64Array.from(spectrum.imZOhm),
          number: spectrum.number,
        }
        setJudged({
          outcome: fitCircuit(arrays, circuit),
          check: checkKramersKronig(arrays),
          of: spectrum,
          circuit,
        })
      },
      () => {
        if (isGone) return
        const message = 'The fit could not be loaded; reload the page to try again.'
        setJudged({ outcome: { ok: false, message }, check: null, of: spectrum, circuit })
      },
    )
    return () => {
      isGone = true
    }
  }, [spectrum, circuit])
  return judged !== null && judged.of === spectrum && judged.circuit === circuit ? judged : null
}

function pick({
  frequencyHz,
  reZOhm,
  imZOhm,
}: {
  frequencyHz: ArrayLike<number>
  reZOhm: ArrayLike<number>
  imZOhm: ArrayLike<number>
}) {
  return { frequencyHz, reZOhm, imZOhm }
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−')
}
