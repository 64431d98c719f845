import { useState } from 'react'
import type { GridView } from '@/app/_lib/gridView'
import type { GridColumn } from '@/app/_lib/planColumns'
import type { CellPlace } from '@/app/_lib/planSelection'
import type { Process } from '@/science/recipe/process'
import { type ColumnAct, ColumnMenu, type ColumnMenuPlace } from './ColumnMenu'
import { cellElement } from './cellElement'
import type { GridParts } from './gridParts'
import { type RowAct, RowMenu, type RowMenuPlace } from './RowMenu'

/** The menus of rows and columns, and what opens them. */
export function useGridMenus({
  parts: { scroller, columns, recipes, range, canWrite },
  view,
  onColumn,
  onComment,
  onRowAct,
  onProcess,
}: {
  parts: GridParts
  view: GridView
  onColumn: (column: GridColumn, act: ColumnAct) => void
  onComment: (place: CellPlace) => void
  onRowAct: (act: Exclude<RowAct, 'comment'>, recipeId: string) => void
  onProcess: (process: Process, recipeId: string) => void
}) {
  const [menu, setMenu] = useState<RowMenuPlace | null>(null)
  const [columnMenu, setColumnMenu] = useState<ColumnMenuPlace | null>(null)

  /** At the cell of `columnKey`, whose column is then in the menu as well; else at the row's own button. */
  const openRow = (recipeId: string, columnKey: string | null, at?: Element) => {
    const recipe = recipes.find((one) => one.id === recipeId)
    const element = at ?? cellElement(scroller.current, { recipeId, key: columnKey ?? 'name' })
    if (!recipe || !element) return
    const rect = rectOf(element)
    const row = recipes.indexOf(recipe)
    const count = range && row >= range.top && row <= range.bottom ? range.bottom - range.top + 1 : 1
    if (canWrite) return setMenu({ recipeId, columnKey, count, name: recipe.name, process: recipe.process, rect })
    // Who only reads has nothing to do to a recipe, but views to make.
    const column = columns.find((one) => one.key === columnKey)
    if (column) setColumnMenu({ column, rect })
  }

  const openColumn = (head: Element) => {
    const column = columns.find((one) => one.key === head.getAttribute('data-head'))
    if (column) setColumnMenu({ column, rect: rectOf(head) })
  }

  const itemsOf = (key: string | null) => {
    const column = columns.find((one) => one.key === key)
    if (!column) return null
    const isResized = view.widths[column.key] !== undefined
    return { column, sort: view.sort, isResized, onAct: (act: ColumnAct) => onColumn(column, act) }
  }

  const closeRow = (place: RowMenuPlace) => {
    setMenu(null)
    const { recipeId, columnKey } = place
    cellElement(scroller.current, { recipeId, key: columnKey ?? 'name' })?.focus({ preventScroll: true })
  }

  return {
    openRow,
    openColumn,
    isRowOpen: menu !== null,
    menus: (
      <>
        {columnMenu && (
          <ColumnMenu
            place={{
              ...columnMenu,
              column: columns.find((one) => one.key === columnMenu.column.key) ?? columnMenu.column,
            }}
            sort={view.sort}
            isResized={view.widths[columnMenu.column.key] !== undefined}
            onAct={(act) => onColumn(columnMenu.column, act)}
            onClose={() => setColumnMenu(null)}
          />
        )}
        {menu && (
          <RowMenu
            place={menu}
            column={itemsOf(menu.columnKey)}
            onAct={(act, recipeId) =>
              act === 'comment' ? onComment({ recipeId, key: menu.columnKey ?? 'name' }) : onRowAct(act, recipeId)
            }
            onProcess={onProcess}
            onClose={() => closeRow(menu)}
          />
        )}
      </>
    ),
  }
}

function rectOf(element: Element) {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left, top, width, height }
}
