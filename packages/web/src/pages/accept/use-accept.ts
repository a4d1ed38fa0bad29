// SPDX-License-Identifier: Apache-2.0
// Carries out the acceptance: the payout account first, then each option with an idempotency key of its own.
// The same body always has the same key, kept in this tab, so a second tap or a lost answer never converts twice.

import type { NewConversion } from '@jandon/client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Problem, problemOf } from '../../api/problem.ts'
import { useApi } from '../../api/queries.ts'
import type { Option, Quote } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { navigate, pathOf } from '../../app/router.ts'
import { EMPTY_DRAFT, writeDraft } from '../../draft/draft.ts'
import { problemText } from '../../parts/notice.tsx'
import { type AccountFaults, faultsOfProblem, type NewAccountForm } from './new-account.ts'

interface Acceptance {
  readonly options: readonly Option[]
  readonly savedId: string | undefined
  readonly account: NewAccountForm
  readonly consentedAt: string
}
export interface Refused {
  readonly options: readonly { readonly option: Option; readonly problem: Problem }[]
  readonly acceptedIds: readonly string[]
}

/** One key for one body for as long as the tab lives. */
function keyFor(body: object): string {
  const name = `jandon.key.${JSON.stringify(body)}`
  try {
    const known = window.sessionStorage.getItem(name)
    if (known !== null) return known
    const key = crypto.randomUUID()
    window.sessionStorage.setItem(name, key)
    return key
  } catch {
    return crypto.randomUUID()
  }
}

export function useAccept(quote: Quote, holderId: string) {
  const { language, t } = useSpeech()
  const cache = useQueryClient()
  const api = useApi()
  const mutation = useMutation({
    mutationFn: async ({ options, savedId, account, consentedAt }: Acceptance): Promise<Refused> => {
      const newAccount = { holderId, ...account, accountNumber: account.accountNumber.trim() }
      const payoutAccountId = savedId ?? (await api.payoutAccounts.create(newAccount)).id
      const consent = { language: quote.language, acceptedAt: consentedAt, textHash: quote.consent.textHash }
      const refused: { option: Option; problem: Problem }[] = []
      const acceptedIds: string[] = []
      for (const option of options) {
        const body: NewConversion = { holderId, quoteId: quote.id, optionId: option.id, payoutAccountId, consent }
        try {
          const conversion = await api.conversions.create(body, { idempotencyKey: keyFor(body) })
          cache.setQueryData(['conversion', conversion.id], conversion)
          acceptedIds.push(conversion.id)
        } catch (thrown) {
          if (options.length === 1) throw thrown
          refused.push({ option, problem: problemOf(thrown) })
        }
      }
      return { options: refused, acceptedIds }
    },
    onSuccess: ({ options, acceptedIds }) => {
      void cache.invalidateQueries({ queryKey: ['payoutAccounts'] })
      if (options.length > 0) return
      writeDraft(EMPTY_DRAFT)
      navigate(pathOf(language, { name: 'follow', conversionIds: acceptedIds }))
    },
  })
  const problem = mutation.isError ? problemOf(mutation.error) : undefined
  const fieldErrors: AccountFaults =
    problem === undefined ? {} : faultsOfProblem(problem.code, problemText(problem, t), problem.errors)
  const isAboutFields = Object.keys(fieldErrors).length > 0
  return {
    mutate: mutation.mutate,
    isPending: mutation.isPending,
    fieldErrors,
    problem: isAboutFields ? undefined : problem,
    refused: mutation.data !== undefined && mutation.data.options.length > 0 ? mutation.data : undefined,
  }
}
