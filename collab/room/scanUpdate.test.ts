import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { random } from '@/server/sync/testing/random'
import { UpdateScanner } from './scanUpdate'

const scanner = new UpdateScanner()

/** Edits of every kind that Yjs knows. */
function randomEdit(doc: Y.Doc, next: () => number): void {
  const pick = (n: number) => Math.floor(next() * n)
  const list = doc.getArray('list')
  const text = doc.getText('text')
  const xml = doc.getXmlFragment('xml')
  switch (pick(12)) {
    case 0:
      doc.getMap('m').set(`k${pick(5)}`, [1, 'zwei ∆', null, true, { a: [1.5, 2 ** 40, undefined] }][pick(5)])
      break
    case 1:
      list.push([pick(100), 'é😀', new Uint8Array([1, 2, 3]), { b: 3n }])
      break
    case 2:
      if (list.length > 0) list.delete(pick(list.length), 1)
      break
    case 3:
      text.insert(pick(text.length + 1), ['abc', '∆G', '😀', 'ÄÖÜ'][pick(4)] as string)
      break
    case 4:
      if (text.length > 0) text.delete(pick(text.length), 1)
      break
    case 5:
      if (text.length > 1) text.format(0, pick(text.length), { bold: next() > 0.5 || null })
      break
    case 6:
      text.insertEmbed(pick(text.length + 1), { image: 'x' })
      break
    case 7: {
      const element = new Y.XmlElement('p')
      element.setAttribute('class', 'x')
      element.insert(0, [new Y.XmlText('hello')])
      xml.insert(pick(xml.length + 1), [element])
      break
    }
    case 8:
      if (xml.length > 0) xml.delete(pick(xml.length), 1)
      break
    case 9: {
      const map = new Y.Map()
      map.set('entries', new Y.Array())
      doc.getMap('recipes').set(`r${pick(4)}`, map)
      break
    }
    case 10:
      list.insert(pick(list.length + 1), [{ k: 'x', v: pick(9), t: 1 }])
      break
    default:
      doc.getMap('m').delete(`k${pick(5)}`)
  }
}

function updatesOf(seed: number, steps: number, peers = 3): Uint8Array[] {
  const next = random(seed)
  const docs = Array.from({ length: peers }, (_, peer) => {
    const doc = new Y.Doc()
    doc.clientID = seed * 100 + peer
    return doc
  })
  const updates: Uint8Array[] = []
  for (let step = 0; step < steps; step += 1) {
    const doc = docs[Math.floor(next() * peers)] as Y.Doc
    doc.once('update', (update: Uint8Array) => updates.push(update))
    doc.transact(() => randomEdit(doc, next))
    // An act that found nothing to do made no update, and the listener would catch another's.
    doc._observers.delete('update')
    if (next() < 0.4) for (const other of docs) if (next() < 0.5) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  }
  return updates
}

describe('the scan of an update', () => {
  it('says of every real update what Yjs makes of it, whatever the order', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const next = random(seed * 7919)
      const updates = updatesOf(seed, 60)
      const doc = new Y.Doc()
      const waiting = [...updates]
      // A little out of order, with repetitions.
      for (let step = 0; waiting.length > 0 && step < 5_000; step += 1) {
        const at = Math.floor(next() * Math.min(4, waiting.length))
        const update = waiting[at] as Uint8Array
        const before = Y.encodeStateAsUpdate(doc)
        const verdict = scanner.scan(update, doc.store)
        expect(verdict, `seed ${seed}`).not.toBe('malformed')
        if (verdict === 'gap') {
          const trial = new Y.Doc()
          Y.applyUpdate(trial, before)
          Y.applyUpdate(trial, update)
          expect(trial.store.pendingStructs ?? trial.store.pendingDs, `seed ${seed}`).not.toBe(null)
          continue
        }
        let brought = 0
        doc.once('update', () => {
          brought += 1
        })
        Y.applyUpdate(doc, update)
        expect(doc.store.pendingStructs, `seed ${seed}`).toBe(null)
        expect(doc.store.pendingDs, `seed ${seed}`).toBe(null)
        expect(brought > 0, `seed ${seed}: ${verdict}`).toBe(verdict !== 'known')
        if (next() < 0.8) waiting.splice(at, 1)
      }
      expect(scanner.scan(Y.encodeStateAsUpdate(doc), doc.store)).toBe('known')
      expect(scanner.scan(Y.mergeUpdates(updates), new Y.Doc().store)).not.toBe('malformed')
    }
  })

  it('tells the state vector of a document without decoding it', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const doc = new Y.Doc()
      for (const update of updatesOf(seed, 80)) Y.applyUpdate(doc, update)
      const found = scanner.stateVectorOf(Y.encodeStateAsUpdate(doc)) as Uint8Array
      expect(Y.decodeStateVector(found)).toEqual(Y.decodeStateVector(Y.encodeStateVector(doc)))
    }
  })

  it('takes structs that wait for each other, and none that wait in a circle', () => {
    // Two people who take turns: each of their structs builds on the other's last one.
    const [ada, ben] = [new Y.Doc(), new Y.Doc()]
    for (let turn = 0; turn < 2_000; turn += 1) {
      const [from, to] = turn % 2 === 0 ? [ada, ben] : [ben, ada]
      from.getText('t').insert(from.getText('t').length, 'x')
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
    }
    expect(scanner.scan(Y.encodeStateAsUpdate(ada), new Y.Doc().store)).toBe('exact')

    // client 7: a struct after (8, 0); client 8: a struct after (7, 0).
    const struct = (client: number, after: number) => [1, client, 0, 0b1000_0100, after, 0, 1, 120]
    const circle = Uint8Array.from([2, ...struct(8, 7), ...struct(7, 8), 0])
    const doc = new Y.Doc()
    Y.applyUpdate(doc, circle)
    expect(doc.store.pendingStructs).not.toBe(null)
    expect(scanner.scan(circle, new Y.Doc().store)).toBe('malformed')
  })

  it('lets next to nothing through that Yjs stumbles over', () => {
    const rounds = Number(process.env.FUZZ_ROUNDS ?? 6_000)
    const seed = Number(process.env.FUZZ_SEED ?? 20_261_120)
    const next = random(seed)
    const base = updatesOf(3, 120)
    let passed = 0
    let stumbled = 0
    let doc = new Y.Doc()
    let cut = 0
    const start = () => {
      doc = new Y.Doc()
      cut = 10 + Math.floor(next() * (base.length - 20))
      for (const update of base.slice(0, cut)) Y.applyUpdate(doc, update)
    }
    start()
    for (let round = 0; round < rounds; round += 1) {
      const update = (base[cut + Math.floor(next() * 4)] as Uint8Array).slice()
      for (let flips = 1 + Math.floor(next() * 2); flips > 0; flips -= 1) {
        update[Math.floor(next() * update.length)] = Math.floor(next() * 256)
      }
      const broken = next() < 0.2 ? update.slice(0, Math.floor(next() * update.length)) : update
      const verdict = scanner.scan(broken, doc.store)
      if (verdict !== 'exact' && verdict !== 'overlap') continue
      passed += 1
      try {
        Y.applyUpdate(doc, broken)
      } catch {
        // A client that says two different things under one number. The room builds its document again (rooms.test.ts).
        stumbled += 1
        start()
        continue
      }
      expect(doc.store.pendingStructs ?? doc.store.pendingDs, `seed ${seed}, round ${round}`).toBe(null)
      if (passed % 3 === 0) start()
    }
    expect(passed).toBeGreaterThan(rounds / 100)
    expect(stumbled / passed, `seed ${seed}`).toBeLessThan(0.002)
  })
})
