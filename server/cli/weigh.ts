import { type WeighLine, type WeighOut, weighOut } from '@/science/chemistry/weighOut'
import { type Library, publishedLibrary } from '@/science/library/library'
import { formatFigure } from '@/science/prediction/formatFigure'
import { type CommandResult, printPath, readRecipes, refuse } from './recipes'

export interface WeighOptions {
  /** A table for people instead of JSON. */
  text?: boolean
  library?: Library
}

/**
 * `interphase weigh`: what to weigh for one batch of a recipe, as JSON; a list of recipes gives a list. What cannot be computed
 * stands in `missing`. Bad input, or a recipe without a batch mass, gives exit code 2 and the path of the field.
 */
export function weighCommand(stdinText: string, options: WeighOptions = {}): CommandResult {
  const { library = publishedLibrary } = options
  const reading = readRecipes(stdinText, library)
  if (!reading.ok) return reading.result
  const faults = reading.recipes.flatMap(({ recipe }, place) =>
    recipe.batchMassG === undefined
      ? [
          `${printPath([...(reading.isList ? [place] : []), 'batchMassG'])}: expected the mass of the batch in g, found nothing`,
        ]
      : [],
  )
  if (faults.length > 0) return refuse(faults)
  const sheets = reading.recipes.map(({ recipe }) => ({
    ...(recipe.name === undefined ? {} : { name: recipe.name }),
    ...weighOut(recipe, library),
  }))
  const stdout = options.text
    ? sheets.map(printSheet).join('\n')
    : `${JSON.stringify(reading.isList ? sheets : sheets[0], null, 2)}\n`
  return { stdout, stderr: '', exitCode: 0 }
}

function printSheet(sheet: WeighOut & { name?: string }): string {
  const rows = sheet.lines.map((line) => [amountOf(line), line.name, line.formula ?? '', line.notes.join('; ')])
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const time = sheet.programmeTime
  if (time !== null && !('unavailable' in time)) {
    const { text, unit } = formatFigure(time)
    lines.push(`programme: ${text} ${unit}`)
  }
  const head = sheet.name === undefined ? [] : [sheet.name]
  return [...head, ...lines, ...sheet.missing, ''].join('\n')
}

function amountOf({ massG, volumeMl }: WeighLine): string {
  const mass = massG === null ? '' : `${massG.toPrecision(5)} g`
  const volume = volumeMl === null ? '' : `${volumeMl.toPrecision(4)} mL`
  return [mass, volume].filter((part) => part !== '').join(' = ')
}
