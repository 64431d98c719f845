'use client'

import type { ReactNode } from 'react'
import { Formula } from '@/app/_components/Formula'
import { formatPower } from '@/app/_components/powers'
import { basisWords } from '@/app/_components/Quantity'
import { SidePanel } from '@/app/_components/SidePanel'
import type { Material, Transport } from '@/science/library/library'
import { Part, Row, SourcePart } from './panelParts'
import { Diffusivity, NotPublished, Source, SourcedValue } from './SourcedValue'

/** Everything that the library holds of one coating, with the full references. */
export function MaterialPanel({
  material,
  sources,
  actions,
  onClose,
}: {
  material: Material
  sources: Readonly<Record<string, string>>
  actions: ReactNode
  onClose: () => void
}) {
  return (
    <SidePanel title={<Formula text={material.id} />} onClose={onClose}>
      <p className="m-0">
        <Formula text={material.name} />, {material.phase}
      </p>
      {actions}
      <Ion name="Lithium" transport={material.lithium} />
      <Ion name="Oxygen" transport={material.oxygen} />
      <Part title="Other">
        <Row name="Density, g cm⁻³">
          <SourcedValue value={material.densityGPerCm3} />
        </Row>
        {material.growthPerSupercycleNm && (
          <Row name="Growth per supercycle, nm">
            <SourcedValue value={material.growthPerSupercycleNm} />
          </Row>
        )}
        {material.formsFromBoron && (
          <Row name="From a boron source forms">
            <Formula text={material.formsFromBoron} />
          </Row>
        )}
        {material.lithiumPerOxygen !== null && (
          <Row name="Li per O">{Number(material.lithiumPerOxygen.toPrecision(2))}</Row>
        )}
        {material.phases && (
          <Row name="Made of">
            <Formula text={material.phases.join(', ')} />
          </Row>
        )}
      </Part>
      <SourcePart
        source={material.source}
        named={[material.lithium, material.oxygen, material.densityGPerCm3].map((one) => one?.source)}
        sources={sources}
      />
    </SidePanel>
  )
}

function Ion({ name, transport }: { name: string; transport: Transport | null }) {
  return (
    <Part title={name}>
      <Row name="Diffusivity, cm² s⁻¹">
        <Diffusivity transport={transport} />
      </Row>
      {transport && (
        <>
          {transport.activationEnergyEv !== null && (
            <Row name="Activation energy, eV">
              {transport.activationEnergyEv}
              {transport.activationEnergySdEv !== null && ` ± ${transport.activationEnergySdEv}`}
            </Row>
          )}
          {transport.onsager && (
            <Row name="Onsager coefficient, eV⁻¹ cm⁻¹ s⁻¹">
              {formatPower(transport.onsager.value)}
              {transport.onsager.low !== undefined && transport.onsager.high !== undefined && (
                <span className="text-ink-muted">
                  {' '}
                  ({formatPower(transport.onsager.low)}–{formatPower(transport.onsager.high)})
                </span>
              )}
            </Row>
          )}
          {transport.diffusivity && (
            <>
              <Row name="Temperature, K">{transport.temperatureK}</Row>
              <Row name="Basis">{basisWords[transport.kind]}</Row>
            </>
          )}
          {!transport.diffusivity && <Source text={transport.source} />}
        </>
      )}
      {!transport && (
        <p className="sr-only">
          <NotPublished />
        </p>
      )}
    </Part>
  )
}
