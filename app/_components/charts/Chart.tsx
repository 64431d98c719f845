'use client'

import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { Download, RotateCcw, Table2 } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'
import { type ChartTheme, onThemeChange, printSize, printTheme, readTheme } from './chartTheme'
import { type CsvCell, fileNameOf, toCsv } from './csv'
import { saveFile, saveText } from './saveFile'

export interface ChartTable {
  header: readonly string[]
  rows: readonly (readonly CsvCell[])[]
  /** Where each row leads, for what the drawing opens on a click. */
  links?: readonly (string | null)[]
}

export interface ChartProps {
  title: string
  /** Window, rate, cell type and n: without them a picture proves nothing. */
  conditions: string
  /** One sentence that says what the picture shows, for those who do not see it. */
  summary: string
  /** Must be stable between renders (useCallback), or the chart is drawn again each time. */
  buildOption: (theme: ChartTheme) => EChartsCoreOption
  /** What is drawn, as numbers: the CSV and the text alternative. */
  table: ChartTable
  /** Lines of the tooltip for a point or a cycle. */
  describeHover: (points: readonly HoveredPoint[]) => { title: string; lines: readonly string[] }
  controls?: ReactNode
  /** Opens the page that a clicked point names in its `href`. The table has the same as links. */
  onOpen?: (href: string) => void
  /** Stays where the reader zoomed to when new data are drawn: for charts that ask for more when one looks closer. */
  keepsZoom?: boolean
  /** Called when the reader has zoomed, with the range of the first x axis that is seen. */
  onWindow?: (from: number, to: number) => void
  /** Called with the place on this x axis that was clicked; `isMore` while Shift, Ctrl or ⌘ is held. */
  pick?: { xAxisIndex: number; onPick: (x: number, isMore: boolean) => void }
  /** While it is given, dragging marks a range of this x axis instead of moving the picture. */
  brush?: { xAxisIndex: number; onRange: (from: number, to: number) => void } | null
  /** rem; 26 when not said */
  height?: 'usual' | 'tall'
}

export interface HoveredPoint {
  seriesName: string
  name: string
  value: readonly (number | null)[]
  color: string
  axisIndex: number
  detail: string
}

export function Chart({
  title,
  conditions,
  summary,
  buildOption,
  table,
  describeHover,
  controls,
  onOpen,
  keepsZoom = false,
  onWindow,
  pick,
  brush,
  height = 'usual',
}: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isReady, setIsReady] = useState(false)
  const [showsTable, setShowsTable] = useState(false)
  const id = useId()

  // A picture that is drawn anew forgets the range that somebody is marking in it: it waits until the button is up.
  const hold = useRef({ isHeld: false, isDue: false })

  const draw = useCallback(() => {
    if (!place.current || !chart.current) return
    if (hold.current.isHeld) {
      hold.current.isDue = true
      return
    }
    const theme = readTheme(place.current)
    const option = withTooltip(buildOption(theme), theme, describeHover)
    chart.current.setOption(keepsZoom ? withZoomOf(chart.current, option) : option, { notMerge: true })
    setBrush(chart.current, handlers.current.brush ?? null)
  }, [buildOption, describeHover, keepsZoom])

  // The newest handlers for events of the drawing, which is made once.
  const handlers = useRef({ onWindow, pick, brush })
  useEffect(() => {
    const had = handlers.current.brush
    handlers.current = { onWindow, pick, brush }
    if (chart.current && Boolean(had) !== Boolean(brush)) setBrush(chart.current, brush ?? null)
  })

  // The newest drawing for the observers below, which live as long as the element.
  const redraw = useRef(draw)
  useEffect(() => {
    redraw.current = draw
    draw()
  }, [draw])

  const open = useRef(onOpen)
  useEffect(() => {
    open.current = onOpen
  }, [onOpen])

  useEffect(() => {
    const element = place.current
    if (!element) return
    let isGone = false
    const stops: (() => void)[] = []
    import('./echarts').then(
      ({ init }) => {
        if (isGone) return
        const made = init(element, null, { renderer: 'canvas' })
        chart.current = made
        const settleWindow = listen(made, handlers, hold.current)
        redraw.current()
        made.on('click', ({ data }) => {
          const href = data && typeof data === 'object' && 'href' in data ? data.href : null
          if (typeof href === 'string') open.current?.(href)
        })
        setIsReady(true)
        const resize = new ResizeObserver(() => made.resize())
        resize.observe(element)
        stops.push(
          holdWhilePressed(element, hold.current, () => redraw.current(), settleWindow),
          () => resize.disconnect(),
          onThemeChange(() => redraw.current()),
          () => made.dispose(),
        )
      },
      () => setFailure('The chart could not be loaded. The table below has its numbers; reload the page to try again.'),
    )
    return () => {
      isGone = true
      chart.current = null
      for (const stop of stops) stop()
    }
  }, [])

  const fileTitle = `${title} ${conditions}`
  const exportOption = () => ({
    ...buildOption(printTheme),
    backgroundColor: printTheme.surface,
    dataZoom: zoomOf(chart.current),
    title: {
      text: title,
      subtext: conditions,
      left: 12,
      top: 4,
      padding: 0,
      itemGap: 2,
      textStyle: {
        fontSize: 15,
        lineHeight: 20,
        fontWeight: 600,
        color: printTheme.ink,
        fontFamily: printTheme.fontFamily,
      },
      subtextStyle: { fontSize: 12, lineHeight: 16, color: printTheme.muted, fontFamily: printTheme.fontFamily },
    },
  })
  const savePicture = async (kind: 'png' | 'svg') => {
    const { init } = await import('./echarts')
    if (kind === 'svg') {
      const picture = init(null, null, { renderer: 'svg', ssr: true, ...printSize })
      picture.setOption(exportOption())
      saveText(fileNameOf(fileTitle, 'svg'), picture.renderToSVGString(), 'image/svg+xml')
      picture.dispose()
      return
    }
    const picture = init(document.createElement('div'), null, { renderer: 'canvas', devicePixelRatio: 2, ...printSize })
    picture.setOption(exportOption())
    const canvas = picture.renderToCanvas({ pixelRatio: 2, backgroundColor: printTheme.surface })
    canvas.toBlob((blob) => {
      if (blob) saveFile(fileNameOf(fileTitle, 'png'), blob)
      picture.dispose()
    }, 'image/png')
  }

  return (
    <figure className="m-0 min-w-0" aria-labelledby={`${id}-title`}>
      <figcaption className="mb-2 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <div id={`${id}-title`} className="font-semibold">
            {title}
          </div>
          <div className="text-sm text-ink-muted">{conditions}</div>
        </div>
        <div className="flex flex-wrap items-center gap-1">
          {controls}
          <ToolButton
            onClick={() => chart.current?.dispatchAction({ type: 'dataZoom', start: 0, end: 100 })}
            label="Show all"
            title="Show all (Ctrl + wheel zooms)"
          >
            <RotateCcw aria-hidden className="size-3.5" />
            <span className="sr-only">Reset the zoom</span>
          </ToolButton>
          <ToolButton onClick={() => savePicture('png')} label="Save as PNG">
            <Download aria-hidden className="size-3.5" /> PNG
          </ToolButton>
          <ToolButton onClick={() => savePicture('svg')} label="Save as SVG">
            SVG
          </ToolButton>
          <ToolButton
            onClick={() => saveText(fileNameOf(fileTitle, 'csv'), toCsv(table.header, table.rows), 'text/csv')}
            label="Save as CSV"
          >
            CSV
          </ToolButton>
          <ToolButton onClick={() => setShowsTable((shown) => !shown)} label="Show as table" isPressed={showsTable}>
            <Table2 aria-hidden className="size-3.5" />
          </ToolButton>
        </div>
      </figcaption>
      {failure && <p role="alert">{failure}</p>}
      <div
        ref={place}
        role="img"
        aria-label={`${title}. ${conditions}. ${summary}`}
        data-ready={isReady || undefined}
        className={failure ? 'hidden' : `${height === 'tall' ? 'h-[32rem]' : 'h-[26rem]'} w-full`}
      />
      {(showsTable || failure) && <NumbersTable caption={title} table={table} />}
    </figure>
  )
}

function ToolButton({
  label,
  title,
  isPressed,
  onClick,
  children,
}: {
  label: string
  title?: string
  isPressed?: boolean
  onClick: () => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={title ?? label}
      aria-pressed={isPressed}
      onClick={onClick}
      className="inline-flex h-8 min-w-8 items-center justify-center gap-1 rounded-md border border-line px-2 text-xs text-ink-muted hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink"
    >
      {children}
    </button>
  )
}

function NumbersTable({ caption, table }: { caption: string; table: ChartTable }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={`${caption}, as a table`}
      className="mt-3 max-h-96 overflow-auto border border-line"
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-surface">
          <tr>
            {table.header.map((head) => (
              <th
                key={head}
                scope="col"
                className="border-b border-line px-3 py-1.5 text-right font-medium first:text-left"
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => {
            const link = table.links?.[at]
            return (
              <tr key={row.join('|')} className="border-b border-line last:border-0">
                {row.map((cell, index) => (
                  <td key={table.header[index]} className="px-3 py-1 text-right tabular-nums first:text-left">
                    {index === 0 && link ? (
                      <Link href={link} className="text-accent hover:underline">
                        {cell ?? ''}
                      </Link>
                    ) : (
                      (cell ?? '')
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

interface EChartsParam {
  seriesName?: string
  name?: string
  value?: unknown
  color?: unknown
  axisIndex?: number
  seriesType?: string
  data?: unknown
}

type Handlers = Pick<ChartProps, 'onWindow' | 'pick' | 'brush'>

/** ms without a further turn of the wheel: a wheel turns in many small steps, and the last one is what the reader wants to see. */
const settledMs = 160

/** Answers a function to call when the button is up again: while somebody drags, what would be asked for could not be drawn. */
function listen(
  chart: EChartsType,
  handlers: { readonly current: Handlers },
  hold: { readonly isHeld: boolean },
): () => void {
  let timer: number | undefined
  let isDue = false
  const settle = () => {
    if (hold.isHeld || !isDue) return
    isDue = false
    const range = chart.isDisposed() ? null : rangeOf(chart)
    if (range) handlers.current.onWindow?.(...range)
  }
  chart.on('datazoom', () => {
    isDue = true
    window.clearTimeout(timer)
    timer = window.setTimeout(settle, settledMs)
  })
  chart.getZr().on('click', ({ offsetX, offsetY, event }) => {
    const { pick, brush } = handlers.current
    if (!pick || brush || !chart.containPixel({ gridIndex: 'all' }, [offsetX, offsetY])) return
    const x: unknown = chart.convertFromPixel({ xAxisIndex: pick.xAxisIndex }, offsetX)
    const { shiftKey, ctrlKey, metaKey } = event as unknown as MouseEvent
    if (typeof x === 'number') pick.onPick(x, shiftKey || ctrlKey || metaKey)
  })
  chart.on('brushEnd', (found) => {
    const [area] = (found as { areas?: { coordRange?: unknown }[] }).areas ?? []
    const range = area?.coordRange
    if (!Array.isArray(range) || typeof range[0] !== 'number' || typeof range[1] !== 'number') return
    handlers.current.brush?.onRange(range[0], range[1])
    chart.dispatchAction({ type: 'brush', areas: [] })
  })
  return settle
}

function holdWhilePressed(
  element: HTMLElement,
  hold: { isHeld: boolean; isDue: boolean },
  draw: () => void,
  settleWindow: () => void,
): () => void {
  const press = () => {
    hold.isHeld = true
  }
  // In the next frame: the drawing hears of the button after the window does.
  const release = () =>
    requestAnimationFrame(() => {
      const { isHeld, isDue } = hold
      hold.isHeld = false
      hold.isDue = false
      if (isHeld && isDue) draw()
      if (isHeld) settleWindow()
    })
  element.addEventListener('pointerdown', press, true)
  window.addEventListener('pointerup', release, true)
  window.addEventListener('pointercancel', release, true)
  return () => {
    element.removeEventListener('pointerdown', press, true)
    window.removeEventListener('pointerup', release, true)
    window.removeEventListener('pointercancel', release, true)
  }
}

/** Turns marking a range on or off; a drawing that was made anew has forgotten it. */
function setBrush(chart: EChartsType, brush: ChartProps['brush']): void {
  chart.dispatchAction({
    type: 'takeGlobalCursor',
    key: 'brush',
    brushOption: brush ? { brushType: 'lineX', brushMode: 'single' } : { brushType: false },
  })
}

interface Zoom {
  type?: string
  start?: number
  end?: number
  startValue?: number
  endValue?: number
  xAxisIndex?: unknown
}

function zoomsOf(chart: EChartsType): Zoom[] {
  const option = chart.getOption() as { dataZoom?: Zoom[] } | undefined
  return Array.isArray(option?.dataZoom) ? option.dataZoom : []
}

function rangeOf(chart: EChartsType): [number, number] | null {
  const { startValue, endValue } = zoomsOf(chart)[0] ?? {}
  return typeof startValue === 'number' && typeof endValue === 'number' ? [startValue, endValue] : null
}

function withZoomOf(chart: EChartsType, option: EChartsCoreOption): EChartsCoreOption {
  const before = zoomsOf(chart)[0]
  if (before === undefined || !Array.isArray(option.dataZoom)) return option
  const { start, end } = before
  return { ...option, dataZoom: (option.dataZoom as Zoom[]).map((zoom) => ({ ...zoom, start, end })) }
}

/** The tooltip is built of elements, not of HTML text: names are typed by people, and the page allows no inline style. */
function withTooltip(
  option: EChartsCoreOption,
  theme: ChartTheme,
  describeHover: ChartProps['describeHover'],
): EChartsCoreOption {
  const formatter = (found: EChartsParam | EChartsParam[]) => {
    const points = (Array.isArray(found) ? found : [found]).map((point) => ({
      seriesName: point.seriesName ?? '',
      name: point.name ?? '',
      value: Array.isArray(point.value) ? (point.value as (number | null)[]) : [],
      color: typeof point.color === 'string' ? point.color : theme.ink,
      axisIndex: point.axisIndex ?? 0,
      detail: detailOf(point.data),
    }))
    const { title, lines } = describeHover(points)
    const box = document.createElement('div')
    const head = document.createElement('div')
    head.textContent = title
    head.style.fontWeight = '600'
    box.append(head)
    for (const line of lines) {
      const row = document.createElement('div')
      row.textContent = line
      box.append(row)
    }
    return box
  }
  return {
    ...option,
    tooltip: {
      ...(option.tooltip as object | undefined),
      formatter,
      confine: true,
      transitionDuration: 0,
      backgroundColor: theme.surface,
      borderColor: theme.line,
      padding: [6, 10],
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.fontFamily },
    },
  }
}

function detailOf(data: unknown): string {
  return data && typeof data === 'object' && 'detail' in data && typeof data.detail === 'string' ? data.detail : ''
}

/** The picture shows what the screen shows: the zoom goes along, its slider does not. */
function zoomOf(chart: EChartsType | null): Zoom[] {
  return (chart ? zoomsOf(chart) : [])
    .filter((zoom) => zoom.type === 'inside')
    .map(({ start, end, xAxisIndex }) => ({ type: 'inside', xAxisIndex, start, end, filterMode: 'none' }))
}
