/** An area between two curves, as mean ± s or the band of a line. Points are [x, low, high]; it takes part in no hover. */
export function band(
  points: readonly (readonly [x: number, low: number, high: number])[],
  look: { name: string; color: string; opacity: number; xAxisIndex?: number; yAxisIndex?: number },
) {
  const outline = [...points.map(([x, low]) => [x, low]), ...points.toReversed().map(([x, , high]) => [x, high])]
  return {
    type: 'custom',
    name: look.name,
    xAxisIndex: look.xAxisIndex ?? 0,
    yAxisIndex: look.yAxisIndex ?? 0,
    silent: true,
    clip: true,
    z: 1,
    tooltip: { show: false },
    itemStyle: { color: look.color },
    // One shape over all its points; they stand in the data so that the axes reach them.
    data: outline,
    renderItem: (params: { dataIndex: number; coordSys: unknown }, api: { coord: (point: number[]) => number[] }) =>
      params.dataIndex === 0
        ? {
            type: 'polygon',
            shape: { points: outline.map((point) => api.coord(point as number[])) },
            style: { fill: look.color, opacity: look.opacity },
          }
        : null,
  }
}
