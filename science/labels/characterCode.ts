/** `[U+1F9EA]`: what is printed of a character that no font has. */
export function characterCode(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
}
