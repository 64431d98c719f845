/** The colours of a chart as ECharts can calculate with: `rgb(…)`, read from the page's tokens. */
export interface ChartTheme {
  ink: string
  muted: string
  line: string
  surface: string
  /** Okabe–Ito, in the order in which the series take them. */
  series: readonly string[]
  fontFamily: string
  /** Space above the drawing: an exported picture has its title there. */
  topInset: number
}

/** Okabe & Ito's palette; its yellow is left out where the ground is white, its dark blue last where it is dark. */
const onLight = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#5f5f5f']
const onDark = ['#56b4e9', '#e69f00', '#00b884', '#cc79a7', '#f0e442', '#ee7733', '#b0b0b0']

/** For pictures that leave the page: on white, whatever the screen shows. */
export const printTheme: ChartTheme = {
  ink: '#16181d',
  muted: '#4d525c',
  line: '#d7dae0',
  surface: '#ffffff',
  series: onLight,
  fontFamily: 'Inter Variable, Inter, Helvetica, Arial, sans-serif',
  topInset: 52,
}

/** px of a picture that leaves the page */
export const printSize = { width: 960, height: 620 } as const

export function readTheme(element: HTMLElement): ChartTheme {
  const style = getComputedStyle(element)
  const token = (name: string, otherwise: string) => asRgb(style.getPropertyValue(name).trim()) ?? otherwise
  const surface = token('--surface', asRgb(effectiveBackground(element)) ?? '#ffffff')
  const isDark = luminance(surface) < 0.3
  return {
    ink: token('--ink', asRgb(style.color) ?? (isDark ? '#e8eaee' : printTheme.ink)),
    muted: token('--ink-muted', isDark ? '#a4abb8' : printTheme.muted),
    line: token('--line', isDark ? '#3a3f49' : printTheme.line),
    surface,
    series: isDark ? onDark : onLight,
    fontFamily: style.fontFamily || printTheme.fontFamily,
    topInset: 0,
  }
}

/** Calls back when light turns to dark or back, by the page's switch or by the system. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme', 'style'] })
  const system = matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', listener)
  }
}

/** The tokens are OKLCH, which ECharts cannot calculate with: the browser converts it by painting one pixel. */
function asRgb(colour: string): string | null {
  if (!colour) return null
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return null
  context.fillStyle = '#010203'
  context.fillStyle = colour
  if (context.fillStyle === '#010203') return null
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return `rgb(${red}, ${green}, ${blue})`
}

function effectiveBackground(element: HTMLElement): string {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    const background = getComputedStyle(at).backgroundColor
    if (background && background !== 'transparent' && !/[,/]\s*0\)$/.test(background)) return background
  }
  return '#ffffff'
}

function luminance(rgb: string): number {
  const parts = rgb.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16))
    : (rgb.match(/\d+/g) ?? []).map(Number)
  const [red = 255, green = 255, blue = 255] = parts
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
}
