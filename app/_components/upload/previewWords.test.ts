import { expect, it } from 'vitest'
import type { FilePreview } from '@/science/cycler/previewFile'
import { previewWords } from './previewWords'

const head = { format: 'x', instrument: 'Neware', warnings: [] }
const cycling: Extract<FilePreview, { kind: 'cycling' }> = {
  ...head,
  ok: true,
  kind: 'cycling',
  rowCount: 45_000,
  firstV: 3,
  lastV: 3,
  cycleCount: 12,
  cycles: [],
}

it('says of a file what it is, and nothing of one that cannot be read here', () => {
  expect(previewWords(cycling)).toBe('Neware: 12 cycles, 45,000 rows')
  const warnings = [{ code: 'cut-off', message: 'The file breaks off.' }]
  expect(previewWords({ ...cycling, cycleCount: 1, warnings })).toBe('Neware: 1 cycle, 45,000 rows, 1 doubt')
  expect(previewWords({ ...head, ok: true, kind: 'impedance', pointCount: 60, lowestHz: 1, highestHz: 1e5 })).toBe(
    'Neware: an impedance spectrum of 60 points',
  )
  expect(previewWords({ ok: false, message: 'x' })).toBeNull()
  expect(previewWords(null)).toBeNull()
})
