/** A label within a sentence: first letter small, unless the word is a symbol or an abbreviation: `BET area`, `TiO₂`, `C-rate`, `µ_O`. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]+(?![a-z]*[₀-₉A-Z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}
