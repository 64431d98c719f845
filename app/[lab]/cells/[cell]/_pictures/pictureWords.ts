/** Rows that were read do not change: what was fetched once is not fetched again while the page is open. */
export const fixed = { staleTime: Number.POSITIVE_INFINITY, meta: { isFixed: true } } as const

/** Four digits with a real minus sign. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−')
}

/** Whether an answer is that of these cycles: while new ones are fetched, the old answer is still there. */
export function sameCycles(answer: readonly { cycle: number }[], chosen: readonly number[]): boolean {
  return answer.length === chosen.length && answer.every(({ cycle }, at) => cycle === chosen[at])
}
