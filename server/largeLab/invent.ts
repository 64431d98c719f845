import type { NewRecipe } from '@/collab/plan/write'
import type { Process } from '@/science/recipe/process'
import type { Chance } from './chance'

/** What a coatings lab would plan, in its words and within the ranges that it works in. */

const coatings = ['Li3B11O18', 'Li3BO3', 'LiNbO3', 'Al2O3', 'Li3PO4', 'Li2TiO3', 'LZPO'] as const
const cathodes = ['NMC532', 'LCO'] as const
const atmospheres = ['air', 'O2', 'dry air', 'Ar'] as const
const places = ['glovebox A', 'glovebox B', 'dry room, shelf 3', 'desiccator 2', 'drawer 14'] as const

const aims = [
  'Find the least coating that still holds the surface at 4.6 V.',
  'Does the glass wet before the titanate reacts?',
  'Compare atmospheres at the same thermal budget.',
  'Repeat the best three of last month with a new batch of powder.',
  'How far can the dwell be cut before capacity falls?',
] as const

const remarks = [
  'The powder caked in the mortar; sieved twice.',
  'Furnace overshot by eleven kelvin for four minutes.',
  'Solution stayed clear overnight.',
  'Zirconia jar, five millimetre balls.',
  'Weighed in the dry room at minus forty dew point.',
  'Colour turned from grey to brown at the rim.',
  'Half of the batch kept back for the beam time in March.',
  'Looks wetted under the microscope, no islands.',
] as const

export const processesByTurn: readonly Process[] = ['wet', 'sol-gel', 'solid-state', 'ald', 'ball-milling']

export function inventTitle(chance: Chance, number: number, process: Process): string {
  const what = chance.oneOf(coatings)
  return `${what} by ${process} on ${chance.oneOf(cathodes)}, series ${number}`
}

export const inventAim = (chance: Chance) => chance.oneOf(aims)
export const inventRemark = (chance: Chance) => chance.oneOf(remarks)
export const inventPlace = (chance: Chance) => chance.oneOf(places)

/** A recipe of the series, its values within the limits of the catalogue. */
export function inventRecipe(chance: Chance, series: number, number: number, main: Process): NewRecipe {
  const process = number === 0 ? 'none' : chance.is(0.85) ? main : chance.oneOf(processesByTurn)
  const name = number === 0 ? `Bare ${series}` : `${shortNames[process]}-${series}.${number}`
  const common = { cathode: chance.oneOf(cathodes), batchMassG: chance.oneOf([2, 5, 10]) }
  const coating = chance.oneOf(coatings)
  const heat = {
    sinterTemperatureC: 20 * chance.whole(15, 35),
    sinterHours: chance.oneOf([1, 2, 4, 6, 10]),
    sinterAtmosphere: chance.oneOf(atmospheres),
  }
  switch (process) {
    case 'none':
      return { name, process, values: common }
    case 'ald':
      return {
        name,
        process,
        values: {
          ...common,
          coating,
          supercycles: chance.whole(2, 40),
          growthPerSupercycleNm: round(chance.between(0.1, 0.6), 2),
          depositionTemperatureC: chance.oneOf([150, 200, 250]),
        },
      }
    case 'wet':
      return {
        name,
        process,
        values: {
          ...common,
          ...heat,
          coating,
          thicknessNm: round(chance.between(1, 20), 1),
          'boronContent.value': round(chance.between(0.1, 2), 2),
          'boronContent.basis': 'wt% H3BO3',
          stirHours: chance.oneOf([1, 2, 12]),
        },
      }
    case 'sol-gel':
      return {
        name,
        process,
        values: {
          ...common,
          ...heat,
          coating,
          thicknessNm: round(chance.between(1, 25), 1),
          coatingMolPercent: round(chance.between(0.1, 2), 2),
        },
      }
    case 'solid-state':
      return {
        name,
        process,
        values: {
          ...common,
          ...heat,
          coating,
          thicknessNm: round(chance.between(2, 30), 1),
          tio2WtPercent: chance.oneOf([0, 0.25, 0.5, 0.75, 1]) || 0.1,
          lboWtPercent: chance.oneOf([0.5, 1, 1.5, 2, 3]),
          mixingHours: chance.oneOf([1, 4, 12]),
        },
      }
    case 'ball-milling':
      return {
        name,
        process,
        values: {
          ...common,
          coating,
          thicknessNm: round(chance.between(5, 60), 1),
          coatingWtPercent: round(chance.between(0.2, 3), 2),
          mixingHours: chance.oneOf([2, 6, 20]),
          mixingSpeedRpm: chance.oneOf([200, 300, 400]),
        },
      }
  }
}

const shortNames: Record<Process, string> = {
  none: 'Bare',
  ald: 'A',
  wet: 'B-LCO',
  'sol-gel': 'SG',
  'solid-state': 'G/C',
  'ball-milling': 'M',
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
