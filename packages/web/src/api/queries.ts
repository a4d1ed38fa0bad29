// SPDX-License-Identifier: Apache-2.0
// What the pages read, kept once for all of them, and the live line to a conversion.

import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSpeech } from '../app/language.tsx'
import { navigate, pathOf } from '../app/router.ts'
import { type Draft, toQuoteRequest } from '../draft/draft.ts'
import { api } from './api.ts'
import { ProblemError } from './problem.ts'
import type { Conversion } from './shapes.ts'

/** A refusal is final; only a lost line or a busy server is asked again, three times at most. */
function isWorthAsking(failures: number, thrown: unknown): boolean {
  if (failures >= 3) return false
  return !(thrown instanceof ProblemError) || thrown.problem.status === 0 || thrown.problem.status >= 500
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: isWorthAsking, refetchOnWindowFocus: false, staleTime: 60_000 } },
})

export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: api.session })
}

export function useBanks() {
  return useQuery({ queryKey: ['banks'], queryFn: api.banks, staleTime: Number.POSITIVE_INFINITY })
}

export function useQuote(id: string) {
  return useQuery({ queryKey: ['quote', id], queryFn: () => api.getQuote(id), staleTime: Number.POSITIVE_INFINITY })
}

/** Asks for a quote on a draft and shows it. `replace` puts it in the place of the quote that asked a question. */
export function useAskForQuote() {
  const cache = useQueryClient()
  const { language } = useSpeech()
  return useMutation({
    mutationFn: async (ask: { readonly draft: Draft; readonly replace?: boolean }) =>
      api.quote(toQuoteRequest(ask.draft, language)),
    onSuccess: (quote, ask) => {
      cache.setQueryData(['quote', quote.id], quote)
      navigate(pathOf(language, { name: 'quote', quoteId: quote.id }), { replace: ask.replace === true })
    },
  })
}

export function usePayoutAccounts(holderId: string | undefined) {
  return useQuery({
    queryKey: ['payoutAccounts', holderId],
    queryFn: () => api.payoutAccounts(holderId ?? ''),
    enabled: holderId !== undefined,
  })
}

export function useConversions(holderId: string | undefined) {
  return useQuery({
    queryKey: ['conversions', holderId],
    queryFn: () => api.conversions(holderId ?? ''),
    enabled: holderId !== undefined,
    staleTime: 0,
  })
}

export function useTransfers(conversionId: string, enabled: boolean, state: string) {
  return useQuery({
    queryKey: ['transfers', conversionId, state],
    queryFn: () => api.transfers(conversionId),
    enabled,
  })
}

const FINAL_STATES: readonly string[] = [
  'paid',
  'refused',
  'expired',
  'cancelled',
  'redemption_failed',
  'payout_failed',
  'returned',
  'reversed',
]
const POLL_MS = 1500 // Only where the stream is not to be had: slow enough for a phone, quick enough to watch.

export function isFinal(state: string): boolean {
  return FINAL_STATES.includes(state)
}

/** One conversion, kept up to date by the server's own events; asked for again and again where they do not get through. */
export function useConversion(id: string) {
  const cache = useQueryClient()
  const query = useQuery({
    queryKey: ['conversion', id],
    queryFn: () => api.conversion(id),
    staleTime: 0,
    refetchInterval: state => (state.state.data === undefined || isFinal(state.state.data.state) ? false : POLL_MS),
  })
  const isLive = query.data !== undefined && !isFinal(query.data.state)
  useEffect(() => {
    if (!isLive) return
    const stream = new EventSource(api.eventsUrl(id))
    const onEvent = (event: MessageEvent<string>) => {
      const next = JSON.parse(event.data) as Conversion
      if (next.id === id) cache.setQueryData(['conversion', id], next)
    }
    stream.addEventListener('message', onEvent)
    stream.addEventListener('conversion', onEvent)
    return () => stream.close()
  }, [cache, id, isLive])
  return query
}
