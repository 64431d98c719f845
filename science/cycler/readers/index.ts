import type { Reader } from '../reading'
import { arbinRes } from './arbinRes'
import { autolabDfr } from './autolabDfr'
import { biologicMpr } from './biologicMpr'
import { gamry } from './gamry'
import { newareNda } from './newareNda'
import { newareNdax } from './newareNdax'
import { newareThreeLevel } from './newareThreeLevel'
import { bdfParquet } from './parquet'
import { text } from './text'
import { xls } from './xls'
import { xlsx } from './xlsx'

/** In the order of asking: files with a signature of their own first, text of any kind last. */
export const readers: readonly Reader[] = [
  biologicMpr,
  newareNdax,
  newareNda,
  arbinRes,
  bdfParquet,
  xlsx,
  xls,
  gamry,
  autolabDfr,
  newareThreeLevel,
  text,
]
