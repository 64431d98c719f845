/** Units as instruments write them, as a factor (`times`) or a divisor (`per`) to the unit that the column is kept in. */
export interface Scale {
  times: number
  per: number
}

const times = (factor: number): Scale => ({ times: factor, per: 1 })
const per = (divisor: number): Scale => ({ times: 1, per: divisor })
export const unchanged: Scale = { times: 1, per: 1 }

export type Dimension =
  | 'time'
  | 'voltage'
  | 'current'
  | 'charge'
  | 'energy'
  | 'temperature'
  | 'frequency'
  | 'resistance'
  | 'none'

/** Dividing by a power of ten keeps the digits of the file; multiplying by 0.001 would not. */
const scales: Readonly<Record<Dimension, Readonly<Record<string, Scale>>>> = {
  time: {
    s: unchanged,
    sec: unchanged,
    secs: unchanged,
    second: unchanged,
    seconds: unchanged,
    'hh:mm:ss': unchanged,
    'hh:mm:ss.xxx': unchanged,
    'h:min:s.ms': unchanged,
    'h:min:s': unchanged,
    'hours in hh:mm:ss.xxx': unchanged,
    'd.h:m:s': unchanged,
    ms: per(1000),
    millisecond: per(1000),
    milliseconds: per(1000),
    us: per(1e6),
    min: times(60),
    mins: times(60),
    minute: times(60),
    minutes: times(60),
    h: times(3600),
    hr: times(3600),
    hrs: times(3600),
    hour: times(3600),
    hours: times(3600),
    d: times(86400),
    day: times(86400),
    days: times(86400),
  },
  voltage: {
    v: unchanged,
    volt: unchanged,
    volts: unchanged,
    mv: per(1000),
    millivolt: per(1000),
    uv: per(1e6),
    'v vs. ref.': unchanged,
  },
  current: {
    a: unchanged,
    amp: unchanged,
    amps: unchanged,
    ampere: unchanged,
    amperes: unchanged,
    ma: per(1000),
    milliampere: per(1000),
    ua: per(1e6),
    na: per(1e9),
  },
  charge: {
    ah: unchanged,
    'a.h': unchanged,
    a·h: unchanged,
    'a*h': unchanged,
    'amp-hr': unchanged,
    'ampere hour': unchanged,
    amperehour: unchanged,
    mah: per(1000),
    'ma.h': per(1000),
    ma·h: per(1000),
    milliamperehour: per(1000),
    uah: per(1e6),
    'ua.h': per(1e6),
    c: per(3600),
    coulomb: per(3600),
    as: per(3600),
    mas: per(3.6e6),
    uas: per(3.6e9),
  },
  energy: {
    wh: unchanged,
    'w.h': unchanged,
    w·h: unchanged,
    watthour: unchanged,
    mwh: per(1000),
    'mw.h': per(1000),
    uwh: per(1e6),
    'uw.h': per(1e6),
    j: per(3600),
    ws: per(3600),
    mws: per(3.6e6),
    uws: per(3.6e9),
    kwh: times(1000),
  },
  temperature: {
    c: unchanged,
    degc: unchanged,
    celsius: unchanged,
    '°c': unchanged,
    '?': unchanged,
    '?c': unchanged,
    '℃': unchanged,
    deg: unchanged,
    'deg c': unchanged,
  },
  frequency: { hz: unchanged, khz: times(1000), mhz: per(1000) },
  resistance: {
    ohm: unchanged,
    ohms: unchanged,
    ω: unchanged,
    Ω: unchanged,
    mohm: per(1000),
    kohm: times(1000),
    a: unchanged,
    b: unchanged,
  },
  none: {},
}

/** Null: this unit is none of that dimension's. */
export function scaleOf(dimension: Dimension, unit: string): Scale | null {
  const plain = unit.trim().replace(/[µμ\uFFFD]|^\?(?=[aAvVwW])/g, 'u')
  const table = scales[dimension]
  return table[plain] ?? table[plain.toLowerCase()] ?? null
}

export function apply(scale: Scale, values: Float64Array): void {
  if (scale.times !== 1) for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * scale.times
  if (scale.per !== 1) for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / scale.per
}
