import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { previewCyclerFile } from '@/science/cycler/previewFile'
import { previewFile } from './previewFile'

const fixture = (name: string) =>
  readFileSync(new URL(`../../science/cycler/fixtures/${name}`, import.meta.url)) as Uint8Array<ArrayBuffer>

/** Stands for the browser's thread; the story of an upload runs the real one. */
class FakeWorker {
  static behaviour: (worker: FakeWorker, file: File) => void = () => {}
  static ended = 0
  onmessage: ((event: { data: unknown }) => void) | null = null
  onerror: (() => void) | null = null
  postMessage(file: File) {
    FakeWorker.behaviour(this, file)
  }
  terminate() {
    FakeWorker.ended++
  }
}

describe('a preview before the upload', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    FakeWorker.ended = 0
  })

  it('says format, rows, first cycles and doubts of a record', () => {
    expect(previewCyclerFile(fixture('neware-v16.ndax'), 'x.ndax')).toMatchObject({
      ok: true,
      kind: 'cycling',
      format: 'neware-ndax',
      rowCount: 84,
      cycleCount: 1,
      cycles: [{ cycle: 1, rows: 84 }],
      warnings: [],
    })
    const cut = previewCyclerFile(fixture('truncated.csv'), 'x.csv')
    expect(cut.ok && cut.warnings.map((warning) => warning.code)).toContain('cut-off')
  })

  it('says points and range of a spectrum, and of what is no file of a cycler why not', () => {
    expect(previewCyclerFile(fixture('biologic-peis.mpr'), 'x.mpr')).toMatchObject({
      kind: 'impedance',
      pointCount: 60,
      highestHz: expect.closeTo(10001, 0),
    })
    expect(previewCyclerFile(new TextEncoder().encode('Dear diary'), 'x.txt')).toMatchObject({ ok: false })
  })

  it('comes from a thread that is ended afterwards, whatever comes of it', async () => {
    vi.stubGlobal('Worker', FakeWorker)
    const file = new File([fixture('bdf.csv')], 'x.csv')
    FakeWorker.behaviour = (worker, { name }) => worker.onmessage?.({ data: { ok: false, message: name } })
    expect(await previewFile(file)).toEqual({ ok: false, message: 'x.csv' })
    FakeWorker.behaviour = (worker) => worker.onerror?.()
    expect(await previewFile(file)).toMatchObject({ ok: false, message: /could not be read here/ })
    expect(FakeWorker.ended).toBe(2)
  })

  it('is given up when the person takes the file away', async () => {
    vi.stubGlobal('Worker', FakeWorker)
    FakeWorker.behaviour = () => {}
    const abort = new AbortController()
    const waiting = previewFile(new File(['x'], 'x.csv'), { signal: abort.signal })
    abort.abort(new Error('taken away'))
    await expect(waiting).rejects.toThrow('taken away')
    expect(FakeWorker.ended).toBe(1)
    await expect(previewFile(new File(['x'], 'x.csv'), { signal: abort.signal })).rejects.toThrow('taken away')
  })
})
