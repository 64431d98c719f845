export { type CsvCell, fileNameOf, toCsv } from '@/science/csv'
