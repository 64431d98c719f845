import type { ChartTheme } from './chartTheme'

/** The perceptually even, colour-blind-safe scale for a quantity (van der Walt & Smith 2015). */
const stops = ['#440154', '#472d7b', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#fde725']

/** Its dark end does not show on a dark ground, nor its yellow one on white: the part that does. */
export function viridisPart(theme: ChartTheme): readonly string[] {
  const red = Number(/\d+/.exec(theme.surface.startsWith('#') ? hexToRgb(theme.surface) : theme.surface)?.[0] ?? 255)
  return red < 110 ? stops.slice(2) : stops.slice(0, -1)
}

/** @param share 0 to 1 along the scale */
export function viridis(share: number, theme: ChartTheme): string {
  const part = viridisPart(theme)
  const place = Math.max(0, Math.min(1, share)) * (part.length - 1)
  const from = Math.min(part.length - 2, Math.floor(place))
  const [one, other] = [channels(part[from] ?? '#000000'), channels(part[from + 1] ?? '#000000')]
  const mixed = one.map((channel, at) => Math.round(channel + ((other[at] ?? 0) - channel) * (place - from)))
  return `rgb(${mixed.join(', ')})`
}

/** The legend of the scale, at the right of a drawing. */
export function scaleLegend(scale: { label: string; least: number; most: number }, theme: ChartTheme) {
  return {
    type: 'continuous',
    seriesIndex: [],
    min: scale.least,
    max: scale.most,
    right: 0,
    top: 'middle',
    itemWidth: 10,
    itemHeight: 120,
    hoverLink: false,
    precision: 3,
    textGap: 18,
    text: [`${scale.label}\n${plain(scale.most)}`, plain(scale.least)],
    inRange: { color: [...viridisPart(theme)] },
    textStyle: { color: theme.ink, fontSize: 12, lineHeight: 14, fontFamily: theme.fontFamily },
  }
}

function plain(value: number): string {
  return String(Number(value.toPrecision(4)))
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

function hexToRgb(hex: string): string {
  return channels(hex).join(', ')
}
