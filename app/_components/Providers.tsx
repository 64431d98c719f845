'use client'

import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { TrpcProvider } from '@/app/_lib/trpc'
import { Toaster } from './Toaster'

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <TrpcProvider>{children}</TrpcProvider>
      <Toaster />
    </ThemeProvider>
  )
}
