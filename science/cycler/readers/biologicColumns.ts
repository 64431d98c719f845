import type { Quantity } from '../text/header'
import { type Scale, unchanged } from '../text/units'

/** How a column of an .mpr is stored, and what it is. The table is by id modulo 256: larger ids repeat the meaning of the small ones. */
export interface MprColumn {
  name: string
  type: 'f8' | 'f4' | 'u4' | 'u2' | 'u1'
  quantity?: Quantity
  scale?: Scale
}

const milli: Scale = { times: 1, per: 1000 }
/** to ampere hours */
const coulomb: Scale = { times: 1, per: 3600 }

/** All of these stand in one byte, at the place of the first of them. */
export const flagIds: ReadonlySet<number> = new Set([1, 2, 3, 21, 31, 65])

export const mprColumns: Readonly<Record<number, MprColumn>> = {
  4: { name: 'time/s', type: 'f8', quantity: 'testTime' },
  5: { name: 'control/V/mA', type: 'f4' },
  6: { name: 'Ewe/V', type: 'f4', quantity: 'voltage' },
  7: { name: 'dq/mA.h', type: 'f8', quantity: 'chargeIncrement', scale: milli },
  8: { name: 'I/mA', type: 'f4', quantity: 'current', scale: milli },
  9: { name: 'Ece/V', type: 'f4' },
  11: { name: '<I>/mA', type: 'f8', quantity: 'averageCurrent', scale: milli },
  13: { name: '(Q-Qo)/mA.h', type: 'f8', quantity: 'signedCapacity', scale: milli },
  16: { name: 'Analog IN 1/V', type: 'f4' },
  17: { name: 'Analog IN 2/V', type: 'f4' },
  19: { name: 'control/V', type: 'f4' },
  20: { name: 'control/mA', type: 'f4' },
  23: { name: 'dQ/mA.h', type: 'f8', quantity: 'chargeIncrement', scale: milli },
  24: { name: 'cycle number', type: 'f8', quantity: 'cycle' },
  32: { name: 'freq/Hz', type: 'f4', quantity: 'frequency' },
  33: { name: '|Ewe|/V', type: 'f4' },
  34: { name: '|I|/A', type: 'f4' },
  35: { name: 'Phase(Z)/deg', type: 'f4', quantity: 'phase' },
  36: { name: '|Z|/Ohm', type: 'f4', quantity: 'modulusZ' },
  37: { name: 'Re(Z)/Ohm', type: 'f4', quantity: 'reZ' },
  38: { name: '-Im(Z)/Ohm', type: 'f4', quantity: 'minusImZ' },
  39: { name: 'I Range', type: 'u2' },
  69: { name: 'R/Ohm', type: 'f4' },
  70: { name: 'P/W', type: 'f4' },
  74: { name: '|Energy|/W.h', type: 'f8' },
  76: { name: '<I>/mA', type: 'f4', quantity: 'averageCurrent', scale: milli },
  77: { name: '<Ewe>/V', type: 'f4', quantity: 'voltage' },
  96: { name: '|Ece|/V', type: 'f4' },
  98: { name: 'Phase(Zce)/deg', type: 'f4' },
  99: { name: '|Zce|/Ohm', type: 'f4' },
  100: { name: 'Re(Zce)/Ohm', type: 'f4' },
  101: { name: '-Im(Zce)/Ohm', type: 'f4' },
  110: { name: 'energy 110/W.h', type: 'f8' },
  112: { name: 'energy 112/W.h', type: 'f8' },
  115: { name: 'energy 115/W.h', type: 'f8' },
  116: { name: 'energy 116/W.h', type: 'f8' },
  123: { name: 'Energy charge/W.h', type: 'f8', quantity: 'chargeEnergy' },
  124: { name: 'Energy discharge/W.h', type: 'f8', quantity: 'dischargeEnergy' },
  125: { name: 'Capacitance charge/µF', type: 'f8' },
  126: { name: 'Capacitance discharge/µF', type: 'f8' },
  131: { name: 'Ns', type: 'u2', quantity: 'step' },
  168: { name: 'Rcmp/Ohm', type: 'f4' },
  169: { name: 'Cs/µF', type: 'f4' },
  172: { name: 'Cp/µF', type: 'f4' },
  174: { name: '<Ewe>/V', type: 'f4', quantity: 'voltage' },
  178: { name: '(Q-Qo)/C', type: 'f4', quantity: 'signedCapacity', scale: coulomb },
  179: { name: 'dQ/C', type: 'f4', quantity: 'chargeIncrement', scale: coulomb },
  182: { name: 'step time/s', type: 'f8', quantity: 'stepTime' },
  185: { name: '<Ece>/V', type: 'f4' },
  // Restarts with each half cycle; runs down on discharge.
  211: { name: 'Q charge/discharge/mA.h', type: 'f8', quantity: 'signedCapacity', scale: milli },
  212: { name: 'half cycle', type: 'u4', quantity: 'halfCycle' },
  213: { name: 'z cycle', type: 'u4' },
  215: { name: '<Ece>/V', type: 'f4' },
  248: { name: 'Rac/Ohm', type: 'f4' },
  249: { name: 'Rdc/Ohm', type: 'f4' },
  253: { name: 'column 253', type: 'u1' },
}

/** Several ids may mean one quantity; the later in this list wins. */
export const preferredIds: readonly number[] = [174, 77, 6, 11, 76, 8, 179, 23, 7, 178, 13, 211]

export const scaleOfColumn = (column: MprColumn): Scale => column.scale ?? unchanged

export const techniques: Readonly<Record<number, string>> = {
  4: 'GCPL',
  6: 'CV',
  11: 'OCV',
  22: 'MP',
  24: 'CA',
  25: 'CP',
  28: 'WAIT',
  29: 'PEIS',
  30: 'GEIS',
  50: 'ZIR',
  51: 'CVA',
  108: 'LSV',
  117: 'CoV',
  118: 'CoC',
  119: 'GCPL',
  127: 'Modulo Bat',
  136: 'BCD',
}
