import type { SampleListItem, SampleView } from '../views'
import type { LabContext } from './context'

const soon = () => Promise.reject(new Error('Not there yet.'))
export const listSamples = (_c: LabContext): Promise<SampleListItem[]> => soon()
export const getSample = (_c: LabContext, _s: string): Promise<SampleView> => soon()
