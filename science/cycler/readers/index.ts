import type { Reader } from '../reading'
import { biologicMpr } from './biologicMpr'
import { gamry } from './gamry'
import { newareNda } from './newareNda'
import { newareNdax } from './newareNdax'
import { newareThreeLevel } from './newareThreeLevel'
import { text } from './text'

/** In the order of asking: files with a signature of their own first, text of any kind last. */
export const readers: readonly Reader[] = [biologicMpr, newareNdax, newareNda, gamry, newareThreeLevel, text]
