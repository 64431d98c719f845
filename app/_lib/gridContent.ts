import { isFigure } from '@/science/prediction/figure'
import { formatValue } from '@/science/recipe/formatValue'
import { processLabels } from '@/science/recipe/process'
import { type CellSources, recordText } from './planCells'
import { type GridColumn, isEditable } from './planColumns'
import { programmeText } from './planSubCycles'

/** What a cell holds, as sorting and filtering compare it. */
export interface CellContent {
  /** In `unit`; null where the cell holds no number. */
  number: number | null
  unit: string | null
  /** Empty for an empty cell. */
  text: string
}

const nothing: CellContent = { number: null, unit: null, text: '' }

export type ContentSources = Omit<CellSources, 'draft' | 'mark' | 'problems'>

/** The value that counts in a cell: the recipe's own, or else the plan's where it is inherited. */
export function cellContent(column: GridColumn, sources: ContentSources): CellContent {
  const { recipe, conditions } = sources
  switch (column.kind) {
    case 'name':
      return { ...nothing, text: recipe.name }
    case 'parameter': {
      if (!isEditable(column, recipe.process)) return nothing
      const { parameter } = column
      const value = recipe.values[column.key] ?? (parameter.inheritedFromPlan ? conditions[column.key] : undefined)
      if (value === undefined) return nothing
      const number = typeof value === 'number' ? value : null
      return { number, unit: parameter.unit, text: formatValue(parameter, value) }
    }
    case 'subCycles':
      return { ...nothing, text: isEditable(column, recipe.process) ? programmeText(recipe.values) : '' }
    case 'figure': {
      const figure = sources.prediction[column.key]
      const number = isFigure(figure) ? (figure.value ?? figure.low ?? figure.high ?? null) : null
      return isFigure(figure) && number !== null ? { number, unit: figure.unit, text: String(number) } : nothing
    }
    case 'computed': {
      const number = column.evaluate(recipe, sources.prediction, conditions)
      return number === null ? nothing : { number, unit: column.unit, text: String(number) }
    }
    case 'record': {
      const percent = sources.record?.bestRetention?.percent
      return { number: percent ?? null, unit: '%', text: recordText(sources.record) }
    }
  }
}

/** All that a word without a column is looked for in. */
export function recipeText({ recipe }: Pick<ContentSources, 'recipe'>): string {
  const values = Object.values(recipe.values).filter((value) => typeof value === 'string' || Array.isArray(value))
  return [recipe.name, processLabels[recipe.process], ...values.flat()].join('\n')
}
