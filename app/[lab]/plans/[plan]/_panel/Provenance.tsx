import { Formula } from '@/app/_components/Formula'
import { sentence } from '@/app/_lib/planCells'
import { type Basis, type FigureInput, type FigureOrNone, isFigure } from '@/science/prediction/figure'
import { formatFigure } from '@/science/prediction/formatFigure'
import { formatNumber, powerOfTen } from '@/science/recipe/formatValue'
import { BasisMark } from '../_grid/BasisMark'

const basisWords: Record<Basis, string> = {
  measured: 'measured',
  computed: 'computed',
  bound: 'a bound: one side only is known',
  assumed: 'rests on an assumption',
}

/** Whence a figure comes: its value, range and basis, the equation, and every input with its source. */
export function Provenance({ label, figure }: { label: string; figure: FigureOrNone }) {
  if (!isFigure(figure)) {
    return (
      <div className="text-sm">
        <p className="font-semibold">{label}</p>
        <p className="text-ink-muted">No prediction: {figure.unavailable}</p>
      </div>
    )
  }
  return (
    <div className="text-sm">
      <p>
        <span className="font-semibold">{label}</span> <FigureSentence figure={figure} />
      </p>
      <FigureDetails figure={figure} />
    </div>
  )
}

/** `≥ 14 (5–38) min`, as text. */
export function FigureSentence({ figure }: { figure: FigureOrNone }) {
  if (!isFigure(figure)) return <span className="text-ink-muted">{figure.unavailable}</span>
  const { text, range, unit, bound, basis } = formatFigure(figure)
  return (
    <span className="tabular-nums">
      {basis ? (
        <BasisMark basis={basis} bound={bound}>
          {text}
        </BasisMark>
      ) : (
        text
      )}
      {range ? <span className="text-ink-muted"> ({range})</span> : ''} {unit}
    </span>
  )
}

export function FigureDetails({ figure }: { figure: FigureOrNone }) {
  if (!isFigure(figure)) return null
  const { propagated } = figure
  return (
    <>
      <p className="text-xs text-ink-muted">
        {figure.equation}; {basisWords[figure.basis]}
      </p>
      {figure.inputs.length > 0 && (
        <ul className="mt-1 flex flex-col gap-0.5 text-xs">
          {figure.inputs.map((input) => (
            <Input key={`${input.symbol}-${input.name}-${input.source}`} input={input} />
          ))}
        </ul>
      )}
      {propagated && (
        <p className="mt-1 text-xs text-ink-muted">
          All uncertain inputs together: {printNumber(propagated.low)}–{printNumber(propagated.high)} {figure.unit} (68
          %); {propagated.dominantInput} decides most.
        </p>
      )}
      {figure.notes?.map((note) => (
        <p key={note} className="mt-1 text-xs text-ink-muted">
          {sentence(note)}
        </p>
      ))}
    </>
  )
}

function Input({ input }: { input: FigureInput }) {
  return (
    <li>
      <Sign symbol={input.symbol} /> <Formula text={input.name} />:{' '}
      <span
        className={
          input.basis === 'assumed' ? 'tabular-nums underline decoration-dashed underline-offset-2' : 'tabular-nums'
        }
      >
        {printNumber(input.value)} {input.unit}
      </span>
      {input.low !== undefined && input.high !== undefined && (
        <span className="text-ink-muted">
          {' '}
          ({printNumber(input.low)}–{printNumber(input.high)})
        </span>
      )}
      <span className="text-ink-muted">
        {' '}
        {input.basis}, {input.source}
        {input.note ? `; ${input.note}` : ''}
      </span>
      {input.outsideRange && <span className="text-warning"> outside the range of its data</span>}
    </li>
  )
}

/** `L_OO` as a letter with its index. */
function Sign({ symbol }: { symbol: string }) {
  const [letter, index] = symbol.split('_')
  return (
    <i>
      {letter}
      {index && <sub className="text-[0.75em]">{index}</sub>}
    </i>
  )
}

/** Four digits; powers of ten where plain digits would not be read. */
export function printNumber(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return powerOfTen(value, 3)
  return formatNumber(Number(value.toPrecision(4)))
}
