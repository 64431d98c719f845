import { Formula } from '@/app/_components/Formula'
import { type BoronCounts, type Derived, isFigure } from '@/science/prediction/figure'
import { FigureDetails, FigureSentence, printNumber } from './Provenance'

/** What follows from a recipe without the transport model: an ALD programme's time and cations, a boron content in every way it is counted. */
export function DerivedSection({ derived }: { derived: Derived }) {
  const { programmeTime, cationRatio, boronNominal, boronMeasured } = derived
  const isEmpty = !programmeTime && !cationRatio && !boronNominal && !boronMeasured
  if (isEmpty) return null
  return (
    <section aria-label="Derived">
      <h3 className="mb-1 font-semibold">Derived</h3>
      {programmeTime && (
        <p>
          Programme time: <FigureSentence figure={programmeTime} />
        </p>
      )}
      {programmeTime && isFigure(programmeTime) && <FigureDetails figure={programmeTime} />}
      {cationRatio && (
        <p>
          Expected cation ratio:{' '}
          {'unavailable' in cationRatio ? (
            <span className="text-ink-muted">{cationRatio.unavailable}</span>
          ) : (
            Object.entries(cationRatio.fractions)
              .map(([oxide, fraction]) => `${oxide} ${printNumber(fraction * 100)} %`)
              .join(', ')
          )}
        </p>
      )}
      {(boronNominal || boronMeasured) && <BoronTable nominal={boronNominal} measured={boronMeasured} />}
    </section>
  )
}

/** Nominal and measured stand beside each other and are never one number. */
function BoronTable({ nominal, measured }: { nominal?: BoronCounts; measured?: BoronCounts }) {
  const bases = Object.keys({ ...nominal, ...measured })
  const cell = (counts: BoronCounts | undefined, basis: string) => {
    const value = counts?.[basis]
    return value === undefined ? '–' : printNumber(value)
  }
  return (
    <table className="w-full tabular-nums">
      <caption className="text-left">Boron content</caption>
      <thead>
        <tr className="text-xs text-ink-muted">
          <th scope="col" className="text-left font-normal">
            counted as
          </th>
          <th scope="col" className="text-right font-normal">
            nominal
          </th>
          <th scope="col" className="text-right font-normal">
            measured
          </th>
        </tr>
      </thead>
      <tbody>
        {bases.map((basis) => (
          <tr key={basis}>
            <th scope="row" className="text-left font-normal">
              <Formula text={basis} />
            </th>
            <td className="text-right">{cell(nominal, basis)}</td>
            <td className="text-right">{cell(measured, basis)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
