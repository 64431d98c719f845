import { parseTsv, printTsv } from '@/app/_lib/planTsv'

/**
 * The cells on the clipboard. Spreadsheets put their cells there as text with tabs and as an HTML table; the text counts.
 * What has only a table (a web page, some documents) is read from that.
 */
export function readClipboard(data: DataTransfer): string[][] {
  const plain = data.getData('text/plain')
  if (plain.includes('\t')) return parseTsv(plain)
  const cells = readTable(data.getData('text/html'))
  const isTable = cells.length > 1 || (cells[0]?.length ?? 0) > 1
  return isTable ? cells : parseTsv(plain)
}

/** Text with tabs for spreadsheets, and a table for documents and mail. */
export function writeClipboard(data: DataTransfer, cells: readonly (readonly string[])[]): void {
  data.setData('text/plain', printTsv(cells))
  const table = document.createElement('table')
  for (const row of cells) {
    const line = table.insertRow()
    for (const cell of row) line.insertCell().textContent = cell
  }
  data.setData('text/html', table.outerHTML)
}

/** The first table of a page, a cell that spans several standing in the first of them. Never put into the page. */
function readTable(html: string): string[][] {
  if (!/<table/i.test(html)) return []
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  if (!table) return []
  const cells: string[][] = []
  Array.from(table.rows).forEach((row, top) => {
    let left = 0
    for (const cell of Array.from(row.cells)) {
      while (cells[top]?.[left] !== undefined) left += 1
      const down = Math.min(cell.rowSpan || 1, table.rows.length - top)
      for (let below = 0; below < down; below += 1) {
        const line = cells[top + below] ?? []
        cells[top + below] = line
        for (let across = 0; across < Math.min(cell.colSpan, 200); across += 1) {
          line[left + across] = below === 0 && across === 0 ? textOf(cell) : ''
        }
      }
    }
  })
  return cells.map((row) => Array.from(row, (cell) => cell ?? ''))
}

function textOf(cell: Element): string {
  return (cell.textContent ?? '').replace(/\s+/g, ' ').trim()
}
