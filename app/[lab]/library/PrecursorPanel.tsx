'use client'

import type { ReactNode } from 'react'
import { Formula } from '@/app/_components/Formula'
import { SidePanel } from '@/app/_components/SidePanel'
import { substance } from '@/science/chemistry/formula'
import type { Precursor } from '@/science/library/library'
import { Part, Row, SourcePart } from './panelParts'
import { SourcedValue } from './SourcedValue'

/** Everything that the library holds of one precursor. */
export function PrecursorPanel({
  precursor,
  sources,
  actions,
  onClose,
}: {
  precursor: Precursor
  sources: Readonly<Record<string, string>>
  actions: ReactNode
  onClose: () => void
}) {
  const molarMass = substance(precursor.formula)?.molarMass
  return (
    <SidePanel title={<Formula text={precursor.id} />} onClose={onClose}>
      <p className="m-0">
        <Formula text={precursor.name} />, {precursor.state}
      </p>
      {actions}
      <Part title="Values">
        <Row name="Formula">
          <Formula text={precursor.formula} />
        </Row>
        {molarMass !== undefined && <Row name="Molar mass, g mol⁻¹">{Number(molarMass.toPrecision(5))}</Row>}
        {(precursor.state === 'liquid' || precursor.densityGPerMl) && (
          <Row name="Density, g mL⁻¹">
            <SourcedValue value={precursor.densityGPerMl} />
          </Row>
        )}
        {precursor.aliases.length > 0 && (
          <Row name="Also called">
            <Formula text={precursor.aliases.join(', ')} />
          </Row>
        )}
      </Part>
      <SourcePart source={null} named={[precursor.densityGPerMl?.source]} sources={sources} />
    </SidePanel>
  )
}
