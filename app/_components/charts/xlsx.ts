import type { CsvCell } from './csv'

/**
 * A table as an Excel workbook of one sheet: numbers as numbers, the head in bold and fixed. The writer is loaded when somebody
 * asks for a file.
 */
export async function toXlsx(
  sheet: string,
  header: readonly string[],
  rows: readonly (readonly CsvCell[])[],
): Promise<Blob> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser')
  const data = [
    header.map((value) => ({
      value,
      type: String,
      fontWeight: 'bold' as const,
      wrap: true,
      alignVertical: 'top' as const,
    })),
    ...rows.map((row) => row.map(cellOf)),
  ]
  return await writeXlsxFile(data, {
    sheet,
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
    columns: header.map((head, at) => ({ width: at === 0 ? 28 : Math.max(10, Math.min(24, head.length)) })),
  }).toBlob()
}

function cellOf(value: CsvCell) {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isFinite(value) ? { value, type: Number } : null
  return { value, type: String }
}
