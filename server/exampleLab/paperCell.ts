export interface PaperCell {
  format: string
  electrolyte: string
  counterElectrode: string
  kind: 'cathode-half' | 'full'
}

/** `solid-state, Li10GeP2S12, Li-In` taken apart. What the words leave out stays empty. */
export function paperCell(words: string | undefined): PaperCell {
  const parts = (words ?? '').split(',').map((part) => part.trim())
  const format = parts[0] ?? ''
  const rest = parts.slice(1)
  const pressure = rest.filter((part) => /\bMPa$/.test(part))
  const materials = rest.filter((part) => !/\bMPa$/.test(part))
  const counterElectrode = materials.at(-1) ?? ''
  return {
    format: [format, ...pressure].join(', '),
    electrolyte: materials.length > 1 ? (materials[0] ?? '') : '',
    counterElectrode,
    kind: /graphite/.test(counterElectrode) ? 'full' : 'cathode-half',
  }
}
