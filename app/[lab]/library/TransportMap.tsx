import { Formula } from '@/app/_components/Formula'
import { superscript } from '@/app/_components/powers'
import type { Guidelines, Material } from '@/science/library/library'
import { type Box, placeLabels } from './placeLabels'
import { decades, type Reach, type TransportPoint, transportMap } from './transportPoints'

const width = 640
const height = 400
const inner = { left: 62, right: 14, top: 14, bottom: 50 }
/** Of the larger letters of a phone, in the units of the drawing. */
const labelSize = { perLetter: 9.4, height: 17 }
/** Where the published values lie. */
const usual = { lithium: { from: -16, to: -6 }, oxygen: { from: -21, to: -9 } }

/** Lithium should move, oxygen should not: the good corner is at the lower right. The table below says the same in numbers. */
export function TransportMap({
  materials,
  guidelines,
  selected,
  onSelect,
}: {
  materials: readonly Material[]
  guidelines: Guidelines
  selected: string | null
  onSelect: (id: string) => void
}) {
  const map = transportMap(materials)
  const xPowers = decades(
    usual.lithium,
    [...map.points, ...map.lithiumOnly].map(({ lithium }) => lithium.value),
  )
  const yPowers = decades(
    usual.oxygen,
    [...map.points, ...map.oxygenOnly].map(({ oxygen }) => oxygen.value),
  )
  const x = (value: number) =>
    inner.left + ((Math.log10(value) - xPowers.from) / (xPowers.to - xPowers.from)) * (width - inner.left - inner.right)
  const y = (value: number) =>
    height -
    inner.bottom -
    ((Math.log10(value) - yPowers.from) / (yPowers.to - yPowers.from)) * (height - inner.top - inner.bottom)
  const { lithiumDiffusivityAbove: least, oxygenDiffusivityBelow: most } = guidelines
  const right = width - inner.right
  const bottom = height - inner.bottom
  const legend: Box = { left: right - 165, right, top: y(most) + 2, bottom: y(most) + 24 }
  const labels = placeLabels(
    map.points.map(({ id, lithium, oxygen }) => ({
      x: x(lithium.value),
      y: y(oxygen.value),
      width: id.length * labelSize.perLetter,
      height: labelSize.height,
    })),
    [legend],
    { left: inner.left, right, top: inner.top, bottom },
  )
  return (
    <figure className="m-0 max-w-[44rem]">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className="block h-auto w-full text-[12px] max-sm:text-[17px]"
        role="img"
        aria-label="Oxygen diffusivity against lithium diffusivity of the coatings; the values stand in the table below"
      >
        <rect
          x={x(least)}
          y={y(most)}
          width={right - x(least)}
          height={bottom - y(most)}
          className="fill-done/8 dark:fill-done/10"
        />
        {range(xPowers.from, xPowers.to, 2).map((power) => (
          <g key={power}>
            <line x1={x(10 ** power)} x2={x(10 ** power)} y1={inner.top} y2={bottom} className="stroke-line" />
            <text x={x(10 ** power)} y={bottom + 17} textAnchor="middle" className="fill-ink-muted">
              10{superscript(power)}
            </text>
          </g>
        ))}
        {range(yPowers.from, yPowers.to, 3).map((power) => (
          <g key={power}>
            <line x1={inner.left} x2={right} y1={y(10 ** power)} y2={y(10 ** power)} className="stroke-line" />
            <text x={inner.left - 7} y={y(10 ** power) + 4} textAnchor="end" className="fill-ink-muted">
              10{superscript(power)}
            </text>
          </g>
        ))}
        <line x1={x(least)} x2={x(least)} y1={inner.top} y2={bottom} className="stroke-done" strokeDasharray="4 3" />
        <line x1={inner.left} x2={right} y1={y(most)} y2={y(most)} className="stroke-done" strokeDasharray="4 3" />
        <text x={right - 6} y={y(most) + 18} textAnchor="end" className="fill-done">
          within both guidelines
        </text>
        <text x={(inner.left + right) / 2} y={height - 10} textAnchor="middle" className="fill-ink">
          Lithium diffusivity (cm² s⁻¹)
        </text>
        <text
          x={14}
          y={(inner.top + bottom) / 2}
          textAnchor="middle"
          transform={`rotate(-90 14 ${(inner.top + bottom) / 2})`}
          className="fill-ink"
        >
          Oxygen diffusivity (cm² s⁻¹)
        </text>
        {map.points.map((point, at) => {
          const [px, py] = [x(point.lithium.value), y(point.oxygen.value)]
          const isSelected = point.id === selected
          const label = labels[at]
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the same is in the table, for keyboards too
            <g key={point.id} onClick={() => onSelect(point.id)} className="cursor-pointer">
              <Bar reach={point.lithium} scale={x} at={py} isHorizontal />
              <Bar reach={point.oxygen} scale={y} at={px} />
              <Mark point={point} px={px} py={py} size={isSelected ? 7 : 5} />
              <text
                x={label?.x}
                y={label?.y}
                textAnchor={label?.anchor}
                className={point.basis === 'assumed' ? 'fill-ink-muted' : 'fill-ink'}
                fontWeight={isSelected ? 560 : undefined}
              >
                {plainFormula(point.id)}
              </text>
            </g>
          )
        })}
        {map.lithiumOnly.map((one) => (
          <g key={one.id} className="fill-ink-muted stroke-ink-muted">
            <line x1={x(one.lithium.value)} x2={x(one.lithium.value)} y1={bottom} y2={bottom - 12} strokeWidth="2" />
            <text x={x(one.lithium.value) + 6} y={bottom - 6} stroke="none">
              {plainFormula(one.id)}: oxygen not known
            </text>
          </g>
        ))}
        {map.oxygenOnly.map((one) => (
          <g key={one.id} className="fill-ink-muted stroke-ink-muted">
            <line
              x1={inner.left}
              x2={inner.left + 12}
              y1={y(one.oxygen.value)}
              y2={y(one.oxygen.value)}
              strokeWidth="2"
            />
            <text x={inner.left + 16} y={y(one.oxygen.value) + 4} stroke="none">
              {plainFormula(one.id)}: lithium not known
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="mt-1 text-sm text-ink-muted">
        At 300 K, with the range of each. Guidelines of {guidelines.source}. An open, dashed point is an assumption
        {map.points.some(({ isOwn }) => isOwn) && ', a diamond a material of this lab'}
        {map.points.some(({ lithium, oxygen }) => lithium.bound ?? oxygen.bound) && ', an arrow a bound'}.
        {map.withinBounds.length > 0 && (
          <>
            {' '}
            Known to lie within both guidelines, without values of their own:{' '}
            <Formula text={map.withinBounds.join(', ')} />.
          </>
        )}
      </figcaption>
    </figure>
  )
}

/** Round for what is published, a diamond for the lab's own. */
function Mark({ point, px, py, size }: { point: TransportPoint; px: number; py: number; size: number }) {
  const look = {
    strokeWidth: 2,
    strokeDasharray: point.basis === 'assumed' ? '2.5 2' : undefined,
    className:
      point.basis === 'assumed' ? 'fill-surface stroke-ink-muted' : 'fill-data-1 stroke-surface dark:fill-data-6',
  }
  if (!point.isOwn) return <circle cx={px} cy={py} r={size} {...look} />
  const reach = size + 2
  return <path d={`M${px - reach} ${py} L${px} ${py - reach} L${px + reach} ${py} L${px} ${py + reach} Z`} {...look} />
}

function Bar({
  reach,
  scale,
  at,
  isHorizontal = false,
}: {
  reach: Reach
  scale: (value: number) => number
  at: number
  isHorizontal?: boolean
}) {
  const line = (from: number, to: number) =>
    isHorizontal ? { x1: from, x2: to, y1: at, y2: at } : { x1: at, x2: at, y1: from, y2: to }
  const look = { className: 'stroke-ink-muted', strokeWidth: 1.25 }
  const place = scale(reach.value)
  if (reach.bound === null) {
    if (reach.low === null && reach.high === null) return null
    return <line {...line(scale(reach.low ?? reach.value), scale(reach.high ?? reach.value))} {...look} />
  }
  // Towards larger values is to the right, and upwards.
  const sign = (reach.bound === 'at least') === isHorizontal ? 1 : -1
  const tip = place + sign * 24
  const wing = (aside: number) =>
    isHorizontal
      ? { x1: tip, y1: at, x2: tip - sign * 5, y2: at + aside }
      : { x1: at, y1: tip, x2: at + aside, y2: tip - sign * 5 }
  return (
    <g {...look}>
      <line {...line(place, tip)} />
      <line {...wing(4)} />
      <line {...wing(-4)} />
    </g>
  )
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step)
}

/** SVG text has no sub elements: the digits of a formula as lowered characters. */
function plainFormula(text: string): string {
  return text
    .replace(/(?<=[A-Za-z)])\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? digit)
    .replace(/(?<=[₀-₉])\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? digit)
}
