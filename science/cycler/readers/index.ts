import type { Reader } from '../reading'
import { biologicMpr } from './biologicMpr'
import { gamry } from './gamry'
import { newareNdax } from './newareNdax'
import { newareThreeLevel } from './newareThreeLevel'
import { text } from './text'

/** In the order of asking: files with a signature of their own first, text of any kind last. */
export const readers: readonly Reader[] = [biologicMpr, newareNdax, gamry, newareThreeLevel, text]
