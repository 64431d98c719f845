/** Little pieces of binary files, for tests that write a format by hand. */
export const u8 = (...values: number[]) => values.map((value) => value & 255)
export const u16 = (...values: number[]) => values.flatMap((value) => [value & 255, (value >> 8) & 255])
export const u32 = (...values: number[]) =>
  values.flatMap((value) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255])
export const u64 = (value: number) => u32(value % 2 ** 32, Math.floor(value / 2 ** 32))
/** also of numbers below 0 */
export const i64 = (value: number) => [...new Uint8Array(new BigInt64Array([BigInt(value)]).buffer)]
export const f32 = (...values: number[]) => [...new Uint8Array(new Float32Array(values).buffer)]
export const f64 = (...values: number[]) => [...new Uint8Array(new Float64Array(values).buffer)]
export const zeros = (count: number): number[] => Array(Math.max(0, count)).fill(0)
export const latin = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
/** cut or filled with `filler` to a length */
export const sized = (bytes: readonly number[], length: number, filler = 0) =>
  [...bytes, ...Array(Math.max(0, length - bytes.length)).fill(filler)].slice(0, length)
