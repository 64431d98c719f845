import { Formula } from '@/app/_components/Formula'
import { formatPower } from '@/app/_components/powers'
import { Quantity } from '@/app/_components/Quantity'
import type { Sourced, Transport } from '@/science/library/library'

/** A value of the library with its mark; its source opens with it. */
export function SourcedValue({ value }: { value: Sourced | null }) {
  if (!value) return <NotPublished />
  const { low, high } = value
  return (
    <Quantity
      basis={value.kind}
      range={low !== undefined && high !== undefined ? `${formatPower(low)}–${formatPower(high)}` : null}
      provenance={<Source text={value.source} />}
    >
      {formatPower(value.value, 3)}
    </Quantity>
  )
}

/** A diffusivity, with range and basis, or the bound that is all that is published. */
export function Diffusivity({ transport }: { transport: Transport | null }) {
  const found = transport?.diffusivity
  if (!transport || !found) return <NotPublished />
  const { value, low, high } = found
  const provenance = (
    <>
      <p className="m-0">
        At {transport.temperatureK} K
        {transport.activationEnergyEv !== null && (
          <>
            , E<sub>a</sub> {transport.activationEnergyEv}
            {transport.activationEnergySdEv !== null && ` ± ${transport.activationEnergySdEv}`} eV
          </>
        )}
        .
      </p>
      <Source text={transport.source} />
    </>
  )
  if (value !== undefined)
    return (
      <Quantity
        basis={transport.kind}
        range={low !== undefined && high !== undefined ? `${formatPower(low)}–${formatPower(high)}` : null}
        provenance={provenance}
      >
        {formatPower(value)}
      </Quantity>
    )
  const bound = low ?? high
  if (bound === undefined) return <NotPublished />
  return (
    <Quantity basis="bound" bound={low !== undefined ? 'at least' : 'at most'} provenance={provenance}>
      {formatPower(bound)}
    </Quantity>
  )
}

export function NotPublished() {
  return <span className="text-ink-muted">not published</span>
}

export function Source({ text }: { text: string }) {
  return (
    <p className="m-0 mt-1 text-ink-muted">
      <Formula text={text} />
    </p>
  )
}
