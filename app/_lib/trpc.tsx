'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import superjson from 'superjson'
import type { AppRouter } from '@/server/trpc/router'

const { TRPCProvider, useTRPC: useContextTRPC } = createTRPCContext<AppRouter>()

/** The API, typed: `useQuery(trpc.plans.list.queryOptions({ lab }))`, `useMutation(trpc.plans.create.mutationOptions())`. */
export const useTRPC = useContextTRPC

export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: '/api/trpc', transformer: superjson })] }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What came with the page is not asked for again at once.
        staleTime: 10_000,
        // The server's refusals stay refusals; only a lost line is tried again.
        retry: (failures, error) => failures < 2 && !(error instanceof TRPCClientError && error.data !== undefined),
      },
    },
  })
}
