'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/app/_components/Button'
import { Checkbox } from '@/app/_components/Checkbox'
import { PageHeader } from '@/app/_components/PageHeader'
import { Section } from '@/app/_components/record/Facts'
import { roleWords } from '@/app/_components/words'
import { errorSentence } from '@/app/_lib/errorSentence'
import { useTRPC } from '@/app/_lib/trpc'
import type { LabSettingsView, LabView } from '@/server/views'

const runners = ['student', 'researcher', 'pi'] as const

const modes = [
  { value: 'any', label: 'One of those who were asked is enough' },
  { value: 'all', label: 'All who were asked must approve the same content' },
] as const

/** How this lab reviews. A PI changes it; everybody may know it. */
export function SettingsScreen({ lab }: { lab: LabView }) {
  const trpc = useTRPC()
  const router = useRouter()
  const [settings, setSettings] = useState<LabSettingsView>(lab.settings)
  const mayChange = lab.allowed.includes('lab.settings')
  const save = useMutation(
    trpc.labs.changeSettings.mutationOptions({
      onSuccess: (saved) => {
        setSettings(saved)
        toast('Saved. It holds for reviews and runs from now on.')
        router.refresh()
      },
    }),
  )
  const required = settings.approvalRequiredFor
  return (
    <div className="max-w-[56rem]">
      <PageHeader
        title="Settings"
        intro={mayChange ? 'How this lab reviews.' : 'How this lab reviews. A PI of the lab changes it.'}
      />
      <form
        aria-label="How this lab reviews"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ lab: lab.slug, ...settings })
        }}
      >
        <fieldset disabled={!mayChange} className="m-0 border-0 p-0">
          <Section title="Approval">
            <div role="radiogroup" aria-label="Whose approval is needed" className="flex flex-col gap-2">
              {modes.map(({ value, label }) => (
                <label key={value} className="flex items-start gap-2.5">
                  <input
                    type="radio"
                    name="reviewMode"
                    className="mt-1 size-4 accent-accent"
                    checked={settings.reviewMode === value}
                    onChange={() => setSettings({ ...settings, reviewMode: value })}
                  />
                  {label}
                </label>
              ))}
            </div>
          </Section>
          <Section title="Runs">
            <p className="mt-0 mb-2 text-sm text-ink-muted">
              Whose runs need a recipe that was approved as it stands. The server refuses the others.
            </p>
            <div className="flex flex-col gap-2">
              {runners.map((role) => (
                <Checkbox
                  key={role}
                  label={`${roleWords[role]}s`}
                  checked={required.includes(role)}
                  onChange={(event) =>
                    setSettings({
                      ...settings,
                      approvalRequiredFor: event.target.checked
                        ? [...required, role]
                        : required.filter((one) => one !== role),
                    })
                  }
                />
              ))}
            </div>
          </Section>
        </fieldset>
        {save.error && (
          <p role="alert" className="text-danger">
            {errorSentence(save.error)}
          </p>
        )}
        {mayChange && (
          <Button type="submit" disabled={save.isPending}>
            {save.isPending ? 'Saving…' : 'Save'}
          </Button>
        )}
      </form>
    </div>
  )
}
