import { type ClassValue, clsx } from 'clsx'
import { twMerge } from 'tailwind-merge'

/** Class names put together, the later of two that set the same thing winning. */
export function cn(...classes: ClassValue[]): string {
  return twMerge(clsx(classes))
}
