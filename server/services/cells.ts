import type { CellId, SampleId } from '@/science/ids'
import type { CellKind, CellListItem, CellView } from '../views'
import type { LabContext } from './context'

const soon = () => Promise.reject(new Error('Not there yet.'))
export const listCells = (_c: LabContext): Promise<CellListItem[]> => soon()
export const getCell = (_c: LabContext, _i: CellId): Promise<CellView> => soon()
export const createCell = (
  _c: LabContext,
  _i: {
    sample: SampleId
    name: string
    kind: CellKind
    format?: string
    activeMassMg?: number | null
    areaCm2?: number | null
    electrolyte?: string
    counterElectrode?: string
  },
): Promise<{ id: CellId }> => soon()
