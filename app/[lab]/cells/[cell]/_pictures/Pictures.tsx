'use client'

import { useMemo, useState } from 'react'
import { voltageLabel } from '@/app/_components/charts/profileOption'
import { Tabs } from '@/app/_components/Tabs'
import { cellTypeOf } from '@/science/comparison/matchConditions'
import type { CellView, TestView } from '@/server/views'
import { DqdvPicture } from './DqdvPicture'
import { FadePicture } from './FadePicture'
import { ProfilePicture } from './ProfilePicture'
import { RatePicture } from './RatePicture'
import { ratesOf } from './rates'
import { TracePicture } from './TracePicture'

/** What every picture of a test needs to be told. */
export interface PictureProps {
  lab: string
  cell: CellView
  test: TestView
  /** Of the cycles that are looked at closer, in order. */
  chosen: readonly number[]
  conditions: string
  voltageLabel: string
}

const pictures = [
  { key: 'profile', name: 'Voltage profiles', Picture: ProfilePicture },
  { key: 'dqdv', name: 'dQ/dV', Picture: DqdvPicture },
  { key: 'fade', name: 'Voltage fade', Picture: FadePicture },
  { key: 'rate', name: 'Rates', Picture: RatePicture },
  { key: 'trace', name: 'Over time', Picture: TracePicture },
] as const

/** The pictures beside capacity over cycle number, one at a time. */
export function Pictures(props: Omit<PictureProps, 'voltageLabel'>) {
  const { cell, test } = props
  const [key, setKey] = useState<string>('profile')
  const hasRates = useMemo(() => ratesOf(test) !== null, [test])
  const offered = pictures.filter((one) => one.key !== 'rate' || hasRates)
  const label = voltageLabel(cellTypeOf(cell).counter)
  return (
    <Tabs
      label="Pictures of this test"
      value={key}
      onChange={setKey}
      tabs={offered.map(({ key: value, name, Picture }) => ({
        value,
        label: name,
        content: <Picture {...props} voltageLabel={label} />,
      }))}
    />
  )
}
