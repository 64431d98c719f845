import type { FilePreview } from '@/science/cycler/previewFile'

/** What a file is, in a line: enough to see that it is the right one. Null where this browser cannot say: the server may. */
export function previewWords(preview: FilePreview | null): string | null {
  if (preview === null || !preview.ok) return null
  const doubts = preview.warnings.length
  const doubted = doubts === 0 ? '' : `, ${doubts} ${doubts === 1 ? 'doubt' : 'doubts'}`
  if (preview.kind === 'impedance')
    return `${preview.instrument}: an impedance spectrum of ${preview.pointCount} points${doubted}`
  const { instrument, cycleCount, rowCount } = preview
  return `${instrument}: ${cycleCount} ${cycleCount === 1 ? 'cycle' : 'cycles'}, ${rowCount.toLocaleString('en')} rows${doubted}`
}
