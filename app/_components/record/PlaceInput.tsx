'use client'

import { useQuery } from '@tanstack/react-query'
import type { FieldControl } from '@/app/_components/Field'
import { Input } from '@/app/_components/Input'
import { useTRPC } from '@/app/_lib/trpc'

/** A place in free words, with the lab's own places to choose from. */
export function PlaceInput({
  lab,
  control,
  value,
  onChange,
}: {
  lab: string
  control: FieldControl
  value: string
  onChange: (place: string) => void
}) {
  const trpc = useTRPC()
  const { data: places = [] } = useQuery(trpc.samples.places.queryOptions({ lab }))
  return (
    <>
      <Input
        {...control}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        list={`${control.id}-places`}
        autoComplete="off"
        maxLength={200}
        className="w-full"
      />
      <datalist id={`${control.id}-places`}>
        {places.map((place) => (
          <option key={place} value={place} />
        ))}
      </datalist>
    </>
  )
}
