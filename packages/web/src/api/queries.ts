// SPDX-License-Identifier: Apache-2.0
// What the pages read, kept once for all of them, and the live line to a conversion. Retries are the client's business.

import { createClient, type JandonClient } from '@jandon/client'
import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSpeech } from '../app/language.tsx'
import { navigate, pathOf } from '../app/router.ts'
import { type Draft, toQuoteRequest } from '../draft/draft.ts'
import type { Language } from '../messages/index.ts'

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 60_000 } },
})

/** One client a language: the server words its problems in it. */
const CLIENTS: Readonly<Record<Language, JandonClient>> = {
  ko: createClient({ language: 'ko' }),
  en: createClient({ language: 'en' }),
}

export function useApi(): JandonClient {
  return CLIENTS[useSpeech().language]
}

export function useSession() {
  const api = useApi()
  return useQuery({ queryKey: ['session'], queryFn: () => api.session.get() })
}

export function useBanks() {
  const api = useApi()
  return useQuery({ queryKey: ['banks'], queryFn: () => api.banks.list(), staleTime: Number.POSITIVE_INFINITY })
}

export function useQuote(id: string) {
  const api = useApi()
  return useQuery({ queryKey: ['quote', id], queryFn: () => api.quotes.get(id), staleTime: Number.POSITIVE_INFINITY })
}

/** Asks for a quote on a draft and shows it. `replace` puts it in the place of the quote that asked a question. */
export function useAskForQuote() {
  const api = useApi()
  const cache = useQueryClient()
  const { language } = useSpeech()
  return useMutation({
    mutationFn: (ask: { readonly draft: Draft; readonly replace?: boolean }) =>
      api.quotes.create(toQuoteRequest(ask.draft, language)),
    onSuccess: (quote, ask) => {
      cache.setQueryData(['quote', quote.id], quote)
      navigate(pathOf(language, { name: 'quote', quoteId: quote.id }), { replace: ask.replace === true })
    },
  })
}

export function usePayoutAccounts(holderId: string | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['payoutAccounts', holderId],
    queryFn: () => api.payoutAccounts.list({ holderId: holderId ?? '' }),
    enabled: holderId !== undefined,
  })
}

export function useConversions(holderId: string | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['conversions', holderId],
    queryFn: () => api.conversions.list({ holderId, limit: 50 }),
    enabled: holderId !== undefined,
    staleTime: 0,
  })
}

export function useTransfers(conversionId: string, enabled: boolean, state: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['transfers', conversionId, state],
    queryFn: () => api.conversions.transfers(conversionId),
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
const POLL_MS = 4000 // Only a net under the stream: slow enough for a phone, soon enough where the stream is cut off.
const RETURN_POLL_MS = 15_000 // A bank may send paid money back; who still looks at the page is told.

export function isFinal(state: string): boolean {
  return FINAL_STATES.includes(state)
}

function pollEvery(state: string | undefined): number | false {
  if (state === 'paid') return RETURN_POLL_MS
  return state === undefined || isFinal(state) ? false : POLL_MS
}

/** One conversion, kept fresh by the server's own events, and asked for again and again should they not get through. */
export function useConversion(id: string) {
  const api = useApi()
  const cache = useQueryClient()
  const query = useQuery({
    queryKey: ['conversion', id],
    queryFn: () => api.conversions.get(id),
    staleTime: 0,
    refetchInterval: ({ state }) => pollEvery(state.data?.state),
  })
  const isLive = query.data !== undefined && !isFinal(query.data.state)
  useEffect(() => {
    if (!isLive) return
    const leaving = new AbortController()
    const listen = async () => {
      for await (const next of api.conversions.watch(id, { signal: leaving.signal })) {
        cache.setQueryData(['conversion', id], next)
      }
    }
    // A stream that cannot be had is no fault of the page: it goes on asking.
    listen().catch(() => undefined)
    return () => leaving.abort()
  }, [api, cache, id, isLive])
  return query
}
