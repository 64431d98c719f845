import type { MappableQuantity } from '@/science/cycler/reading'

/** How each quantity that a person may point at is called, and the units that it comes in. The first is the one it is kept in. */
export const quantities: Readonly<Record<MappableQuantity, { name: string; units: readonly string[] }>> = {
  testTime: { name: 'time since the test began', units: ['s', 'min', 'h', 'ms', 'h:min:s'] },
  stepTime: { name: 'time in the step', units: ['s', 'min', 'h', 'ms', 'h:min:s'] },
  moment: { name: 'date and time', units: [] },
  voltage: { name: 'voltage', units: ['V', 'mV'] },
  current: { name: 'current', units: ['A', 'mA', 'µA'] },
  cycle: { name: 'cycle number', units: [] },
  step: { name: 'step number', units: [] },
  stepName: { name: 'kind of step', units: [] },
  chargeCapacity: { name: 'charge capacity', units: ['Ah', 'mAh', 'µAh', 'C'] },
  dischargeCapacity: { name: 'discharge capacity', units: ['Ah', 'mAh', 'µAh', 'C'] },
  capacity: { name: 'capacity, either way', units: ['Ah', 'mAh', 'µAh', 'C'] },
  chargeEnergy: { name: 'charge energy', units: ['Wh', 'mWh', 'µWh', 'J'] },
  dischargeEnergy: { name: 'discharge energy', units: ['Wh', 'mWh', 'µWh', 'J'] },
  temperature: { name: 'temperature', units: ['°C'] },
  frequency: { name: 'frequency', units: ['Hz', 'kHz', 'mHz'] },
  reZ: { name: 'Re Z', units: ['Ohm', 'mOhm', 'kOhm'] },
  imZ: { name: 'Im Z, negative when capacitive', units: ['Ohm', 'mOhm', 'kOhm'] },
  minusImZ: { name: '−Im Z', units: ['Ohm', 'mOhm', 'kOhm'] },
}
