/**
 * A whole WebSocket frame around a binary message, so that what goes to many is put together once and written as it is.
 * The server's frames are neither masked nor compressed (RFC 6455, 5.2).
 */
export function frameOf(message: Uint8Array): Uint8Array {
  const { length } = message
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x82
  if (head === 2) {
    frame[1] = length
  } else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.set(message, head)
  return frame
}
