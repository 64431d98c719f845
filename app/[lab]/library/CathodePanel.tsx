'use client'

import type { ReactNode } from 'react'
import { Formula } from '@/app/_components/Formula'
import { SidePanel } from '@/app/_components/SidePanel'
import type { Cathode } from '@/science/library/library'
import { Part, Row, SourcePart } from './panelParts'
import { SourcedValue } from './SourcedValue'

/** Everything that the library holds of one cathode powder. */
export function CathodePanel({
  cathode,
  sources,
  actions,
  onClose,
}: {
  cathode: Cathode
  sources: Readonly<Record<string, string>>
  actions: ReactNode
  onClose: () => void
}) {
  const { radiusUm, oxygenPotentialEv, surfaceOxygenPerCm3, lostFraction, density, capacity } = cathode
  const values = [
    ['Particle radius, µm', radiusUm],
    ['µ(O) at the charged surface, eV', oxygenPotentialEv],
    ['Oxygen in the delithiated surface, cm⁻³', surfaceOxygenPerCm3],
    ['Fraction lost on the way to rocksalt, φ', lostFraction],
    ['Density, g cm⁻³', density],
    ['Capacity that 1 C refers to, mAh g⁻¹', capacity],
  ] as const
  return (
    <SidePanel title={<Formula text={cathode.id} />} onClose={onClose}>
      <p className="m-0">
        <Formula text={cathode.name} />
      </p>
      {actions}
      <Part title="Values">
        {values.map(([name, value]) => (
          <Row key={name} name={name}>
            <SourcedValue value={value} />
          </Row>
        ))}
        {cathode.dwellVoltageV !== null && <Row name="µ(O) holds from, V">{cathode.dwellVoltageV}</Row>}
        <Row name="Molar mass, g mol⁻¹">{Number(cathode.molarMass.toPrecision(5))}</Row>
        {cathode.surfacePhase && (
          <Row name="Surface phase">
            <Formula text={cathode.surfacePhase.replaceAll('->', '→')} />
          </Row>
        )}
      </Part>
      <SourcePart source={cathode.source} named={values.map(([, value]) => value?.source)} sources={sources} />
    </SidePanel>
  )
}
