/** The package has no types; of what it can do only this is used. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      targetFormat: 'truetype'
      variationAxes: Record<string, number>
      noLayoutClosure: boolean
      noHinting: boolean
      dropTables: string[]
    },
  ): Promise<Buffer>
}
