/**
 * Quantiles of Student's t: how many standard errors an interval reaches to either side. The distribution function is the
 * regularised incomplete beta function by its continued fraction (Abramowitz & Stegun 26.7.1 and 26.5.8), turned round by
 * bisection: slow beside tables, but exact to ten digits for every number of degrees of freedom.
 */

/**
 * @param freedom degrees of freedom, ≥ 1
 * @param probability two-sided coverage, 0 < p < 1, e.g. 0.95
 * @returns t with P(|T| ≤ t) = probability
 */
export function studentQuantile(freedom: number, probability = 0.95): number {
  let low = 0
  let high = 1
  while (coverage(high, freedom) < probability) high *= 2
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2
    if (coverage(middle, freedom) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(|T| ≤ t) */
function coverage(t: number, freedom: number): number {
  return 1 - incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
}

/** I_x(a, b) */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  // The fraction converges quickly on this side of the mean only.
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

/** Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < tiny ? tiny : d)
  let value = d
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const term of [even, odd]) {
      d = 1 + term * d
      d = 1 / (Math.abs(d) < tiny ? tiny : d)
      c = 1 + term / c
      if (Math.abs(c) < tiny) c = tiny
      change = c * d
      value *= change
    }
    if (Math.abs(change - 1) < 1e-15) break
  }
  return value
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Γ by Lanczos, for arguments ≥ 0.5. */
function logGamma(z: number): number {
  const x = z - 1
  const t = x + lanczos.length - 0.5
  const sum = lanczos.reduce((total, factor, at) => total + factor / (x + at + 1), 0.99999999999980993)
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum)
}
