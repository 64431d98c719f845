'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/app/_components/Button'
import { Field } from '@/app/_components/Field'
import { FormEnd, InlineForm } from '@/app/_components/InlineForm'
import { Input } from '@/app/_components/Input'
import { InputField } from '@/app/_components/InputField'
import { Facts } from '@/app/_components/record/Facts'
import { When } from '@/app/_components/record/When'
import { Select } from '@/app/_components/Select'
import { useTRPC } from '@/app/_lib/trpc'
import { formatUnit } from '@/science/comparison/figures'
import type { KnownOneC } from '@/science/electrochemistry/oneC'
import type { TestView } from '@/server/views'
import { readSettings, type TypedSettings, typedSettings } from './readSettings'
import { useJudging } from './useJudging'

/** How the figures of a test are taken: by which reference, at which cycle, with which 1C; and who said so. */
export function JudgementPart({ lab, test, mayJudge }: { lab: string; test: TestView; mayJudge: boolean }) {
  const { settings, chosen, referenceCycle, oneC, dwellVoltageV } = test.judgement
  const [isOpen, setIsOpen] = useState(false)
  const by = (isChosen: boolean, otherwise: string) => (
    <span className="block text-xs text-ink-muted">{isChosen ? 'chosen' : otherwise}</span>
  )
  return (
    <div className="mt-6">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
        <h3 className="m-0 text-sm font-semibold">How it is judged</h3>
        {mayJudge && !isOpen && (
          <Button size="sm" onClick={() => setIsOpen(true)}>
            Change
          </Button>
        )}
      </div>
      {isOpen ? (
        <SettingsForm lab={lab} test={test} onClose={() => setIsOpen(false)} />
      ) : (
        <Facts
          facts={[
            {
              name: 'Reference cycle',
              value: (
                <>
                  {referenceCycle ?? 'none'}
                  {by(settings.referenceCycle !== null, 'first complete after formation')}
                </>
              ),
            },
            {
              name: 'Retention at',
              value: (
                <>
                  {settings.retentionCycle === null
                    ? 'last complete cycle'
                    : `cycle ${settings.retentionCycle}, and the last`}
                  {by(settings.retentionCycle !== null, 'of the reference’s rate')}
                </>
              ),
            },
            {
              name: '1C',
              value: (
                <>
                  {oneC === null ? (
                    <span className="text-ink-muted">not known: no C-rates</span>
                  ) : (
                    `${Number(oneC.value.toPrecision(5))} ${formatUnit(oneC.unit)}`
                  )}
                  {oneC !== null && by(oneC.source === 'chosen', oneCWords(oneC))}
                </>
              ),
            },
            ...(dwellVoltageV === null ? [] : [{ name: 'High voltage from', value: `${dwellVoltageV} V` }]),
            ...(chosen === null
              ? []
              : [
                  {
                    name: 'Chosen by',
                    value: (
                      <>
                        {chosen.by.name}, <When at={chosen.at} />
                        {chosen.reason && <span className="block text-xs text-ink-muted">{chosen.reason}</span>}
                      </>
                    ),
                  },
                ]),
          ]}
        />
      )}
      {settings.referenceCycle === null && referenceCycle !== null && !isOpen && (
        <p className="mt-2 mb-0 max-w-prose text-sm text-ink-muted">
          Leading cycles slower than the test’s usual current are taken for formation (where no current is known, those
          more than 3 % above the capacity that the test then stays near). Retention compares cycles of one current
          only.
        </p>
      )}
    </div>
  )
}

function oneCWords({ source, place }: KnownOneC): string {
  return source === 'file' ? `as the file states it: ${place}` : 'the powder’s data sheet'
}

function SettingsForm({ lab, test, onClose }: { lab: string; test: TestView; onClose: () => void }) {
  const trpc = useTRPC()
  const change = useMutation(trpc.tests.changeSettings.mutationOptions())
  const { send, isBusy, problem } = useJudging()
  const [typed, setTyped] = useState(() => typedSettings(test.judgement.settings))
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<{ field: keyof TypedSettings; message: string } | null>(null)
  const edit = (part: Partial<TypedSettings>) => {
    setTyped((before) => ({ ...before, ...part }))
    setWrong(null)
  }
  const submit = async () => {
    const reading = readSettings(typed)
    if (!reading.ok) return setWrong(reading)
    const input = { lab, test: test.id, settings: reading.settings, reason: reason.trim() }
    if (await send(() => change.mutateAsync(input))) onClose()
  }
  const errorOf = (field: keyof TypedSettings) => (wrong?.field === field ? wrong.message : null)
  return (
    <InlineForm
      label="How this test is judged"
      onSubmit={submit}
      onCancel={onClose}
      className="grid max-w-2xl gap-3 sm:grid-cols-2"
    >
      <InputField
        label="Reference cycle"
        hint="Empty: the first complete cycle after formation. Cycles before it are formation."
        error={errorOf('referenceCycle')}
        value={typed.referenceCycle}
        onText={(text) => edit({ referenceCycle: text })}
        inputMode="numeric"
        className="w-28 tabular-nums"
      />
      <InputField
        label="Retention at cycle"
        hint="Beside the last complete cycle."
        error={errorOf('retentionCycle')}
        value={typed.retentionCycle}
        onText={(text) => edit({ retentionCycle: text })}
        inputMode="numeric"
        className="w-28 tabular-nums"
      />
      <Field
        label="1C is"
        hint="Empty: the capacity that the powder’s data sheet gives, or the file where no mass is known."
        error={errorOf('oneC')}
      >
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              value={typed.oneC}
              onChange={(event) => edit({ oneC: event.target.value })}
              inputMode="decimal"
              autoComplete="off"
              className="w-28 tabular-nums"
            />
            <Select
              aria-label="Unit of 1C"
              value={typed.oneCUnit}
              onChange={(event) => edit({ oneCUnit: event.target.value as TypedSettings['oneCUnit'] })}
            >
              <option value="mAh/g">mAh g⁻¹ of active material</option>
              <option value="mAh">mAh of the cell</option>
            </Select>
          </span>
        )}
      </Field>
      <InputField label="Why" hint="Stands beside the figures." value={reason} onText={setReason} maxLength={500} />
      <FormEnd
        problem={problem}
        submit="Save"
        busy="Computing …"
        isBusy={isBusy}
        onCancel={onClose}
        className="sm:col-span-2"
      />
    </InlineForm>
  )
}
