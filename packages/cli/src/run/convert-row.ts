// SPDX-License-Identifier: Apache-2.0
// One row on its way to cash: quote → holder → payout account → accept → wait for the end. Each step is journalled
// before the next relies on it, and asked with derived keys, so that doing it all again does nothing twice.

import type { OptionJson, QuoteItemJson, QuoteJson } from '@jandon/domain/quote'
import { type Api, ApiProblem, type Conversion, everyPage } from '../api/api.ts'
import type { Clock, Patience } from '../api/patience.ts'
import type { Row } from '../file/row.ts'
import type { Identity } from './identity.ts'
import type { Accepting, Journal, RowMemory } from './journal.ts'
import type { Figures, LocalText, RowOutcome } from './outcome.ts'

export interface RowDeps {
  readonly api: Api
  readonly patience: Patience
  readonly identity: Identity
  readonly journal: Journal
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly language: 'ko' | 'en'
  readonly jurisdiction: string
  readonly isDryRun: boolean
  /** How long one conversion is followed before the row is left `in_progress` for the next run. */
  readonly followForMs: number
  readonly now: () => string
  /** Holders and payout accounts of this run, so that one person is registered once and asked about once. */
  readonly registered: Map<string, Promise<{ readonly id: string }>>
}

const GOOD_END = 'paid'
const BAD_ENDS = ['refused', 'expired', 'cancelled', 'redemption_failed', 'payout_failed', 'returned', 'reversed']

/** Refusals of an acceptance that a new quote may cure: the price list, the law or the clock moved on. */
const CURED_BY_NEW_QUOTE = [
  'quote_expired',
  'option_not_found',
  'decision_changed',
  'estimate_changed',
  'consent_too_old',
]
const OF_THE_ACCOUNT = [
  'unknown_bank',
  'account_number_invalid',
  'account_holder_mismatch',
  'account_not_found',
  'payout_account_not_of_holder',
  'payout_account_name_differs',
]
const OF_THE_LAW = ['holder_is_minor', 'decision_refused', 'route_not_carried_out', 'instrument_already_converted']
/** Each attempt is a fresh quote; three different prices for one row within minutes are for a person to look at. */
const MAX_ATTEMPTS = 5

const FIRST_LOOK_MS = 150
const LONGEST_LOOK_MS = 2_000

export function figuresOf(
  view: Pick<OptionJson, 'gross' | 'net'> & { fees: readonly { amount: { amountMinor: string } }[] },
): Figures {
  const fees = view.fees.reduce((total, fee) => total + BigInt(fee.amount.amountMinor), 0n)
  return { gross: view.gross.amountMinor, fees: fees.toString(), net: view.net.amountMinor }
}

function problemText(problem: ApiProblem): LocalText {
  const pointers = problem.errors.map(error => `${error.pointer}: ${error.detail}`)
  const text = [problem.detail, ...pointers].join(' ')
  return { ko: text, en: text }
}

/** The outcome of a row that the server refused for good. */
function refusedOutcome(row: Row, problem: ApiProblem, known: Partial<RowOutcome> = {}): RowOutcome {
  const outcome = OF_THE_LAW.includes(problem.code)
    ? 'refused'
    : OF_THE_ACCOUNT.includes(problem.code)
      ? 'account_refused'
      : problem.status === 422
        ? 'bad_row'
        : 'failed'
  return { ...known, line: row.line, kind: row.kind, outcome, code: problem.code, reason: problemText(problem) }
}

/** Client errors are answers about the row. Wrong keys and internal errors are about the run, and stop it or wait. */
function isAboutRow(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.status >= 400 && error.status < 500 && ![401, 403].includes(error.status)
}

const isRefusedByLaw = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && OF_THE_LAW.includes(error.code)

function quoteOf(deps: RowDeps, row: Row): Promise<QuoteJson> {
  const { birthDate } = row.holder
  return deps.patience.call(() =>
    deps.api.createQuote({
      jurisdiction: deps.jurisdiction,
      language: deps.language,
      intent: row.intent,
      ...(birthDate && { holder: { birthDate } }),
      instruments: [
        {
          ref: deps.identity.ref(row.line),
          kind: row.kind,
          ...(row.issuer && { issuer: row.issuer }),
          serial: deps.identity.serial(row),
          ...row.facts,
        },
      ],
    }),
  )
}

const joined = (texts: readonly LocalText[]): LocalText => ({
  ko: texts.map(text => text.ko).join(' '),
  en: texts.map(text => text.en).join(' '),
})

function notAllowed(row: Row, item: QuoteItemJson): RowOutcome {
  if (item.decision === 'needs_facts') {
    const code = item.questions.map(question => question.fact).join(' ')
    const reason = joined(item.questions.map(question => question.prompt))
    return { line: row.line, kind: row.kind, outcome: 'needs_facts', code, reason }
  }
  const refusal = item.refusals[0]
  return {
    line: row.line,
    kind: row.kind,
    outcome: 'refused',
    ...(refusal && {
      code: refusal.code,
      reason: refusal.explanation,
      ruleId: refusal.ruleId,
      cite: refusal.cite,
    }),
  }
}

const citeOf = (option: OptionJson) => option.legalBasis.map(basis => basis.cite).join('; ')

function optionOutcome(
  row: Row,
  option: OptionJson,
  rest: Pick<RowOutcome, 'outcome'> & Partial<RowOutcome>,
): RowOutcome {
  return {
    line: row.line,
    kind: row.kind,
    ruleId: option.ruleId,
    cite: citeOf(option),
    route: option.route,
    figures: figuresOf(option),
    arrivesBy: option.arrivesBy,
    ...rest,
  }
}

function guidance(row: Row, option: OptionJson): RowOutcome {
  const said = (language: 'ko' | 'en') =>
    `${option.routeTitle[language]}: ${option.how[language]}${option.claimAt ? ` (${option.claimAt[language]})` : ''}`
  const reason = { ko: said('ko'), en: said('en') }
  return optionOutcome(row, option, { outcome: 'guidance', code: option.payout, reason })
}

type Prepared = { readonly accepting: Accepting } | { readonly outcome: RowOutcome }

function registeredOnce(
  deps: RowDeps,
  key: string,
  create: () => Promise<{ id: string }>,
): Promise<{ readonly id: string }> {
  const known = deps.registered.get(key)
  if (known) return known
  const made = deps.patience.call(create)
  deps.registered.set(key, made)
  // A fault is not remembered: the next row of the same person asks again.
  made.catch(error => {
    if (!(error instanceof ApiProblem)) deps.registered.delete(key)
  })
  return made
}

/** Registers the holder and the account, both by derived keys. Faults and refusals are thrown as they came. */
async function register(deps: RowDeps, row: Row, account: NonNullable<Row['account']>) {
  const holderKey = deps.identity.holderKey(row.holder)
  const holder = await registeredOnce(deps, holderKey, () => deps.api.createHolder(row.holder, holderKey))
  const accountKey = deps.identity.payoutAccountKey(holder.id, account)
  const payoutAccount = await registeredOnce(deps, accountKey, () =>
    deps.api.createPayoutAccount({ holderId: holder.id, ...account }, accountKey),
  )
  return { holderId: holder.id, payoutAccountId: payoutAccount.id }
}

/** Quotes the row and readies everything that accepting needs; or finds that the row ends here. */
async function prepare(deps: RowDeps, row: Row, attempt: number): Promise<Prepared> {
  const quote = await quoteOf(deps, row)
  const item = quote.items[0]!
  if (item.decision !== 'allow') return { outcome: notAllowed(row, item) }
  const option = item.options.find(candidate => candidate.carriedOut && candidate.payout === 'bank')
  if (!option) return { outcome: guidance(row, item.options[0]!) }
  const account = row.account
  if (!account) {
    const problems = [{ code: 'missing', column: 'accountNumber' } as const]
    return { outcome: optionOutcome(row, option, { outcome: 'bad_row', code: 'missing', problems }) }
  }
  if (deps.isDryRun) return { outcome: optionOutcome(row, option, { outcome: 'would_convert' }) }
  let ids: Awaited<ReturnType<typeof register>>
  try {
    ids = await register(deps, row, account)
  } catch (error) {
    if (isAboutRow(error) || isRefusedByLaw(error)) {
      return { outcome: refusedOutcome(row, error, optionOutcome(row, option, { outcome: 'failed' })) }
    }
    throw error
  }
  const accepting: Accepting = {
    step: 'accepting',
    line: row.line,
    attempt,
    ...ids,
    quoteId: quote.id,
    optionId: option.id,
    acceptedAt: deps.now(),
    language: deps.language,
    textHash: quote.consent.textHash,
    kind: row.kind,
    ruleId: option.ruleId,
    cite: citeOf(option),
    route: option.route,
    figures: figuresOf(option),
  }
  await deps.journal.append(accepting)
  return { accepting }
}

/**
 * The conversion that this very row made in an earlier run whose journal is gone: the one whose quote carries the
 * row's derived `ref`. Undefined when none of the holder's conversions is of this row.
 */
async function findOwnConversion(deps: RowDeps, row: Row, holderId: string): Promise<Conversion | undefined> {
  const conversions = await everyPage(cursor =>
    deps.patience.call(() => deps.api.listConversions({ holderId, ...(cursor && { cursor }) })),
  )
  const ref = deps.identity.ref(row.line)
  for (const conversion of conversions) {
    const quote = await deps.patience.call(() => deps.api.getQuote(conversion.quoteId))
    if (quote.items.some(item => item.ref === ref)) return conversion
  }
  return undefined
}

type Acceptance =
  | { readonly kind: 'accepted'; readonly conversion: Conversion }
  | { readonly kind: 'again'; readonly code: string }
  | { readonly kind: 'refused'; readonly problem: ApiProblem }

async function accept(deps: RowDeps, row: Row, accepting: Accepting): Promise<Acceptance> {
  const { holderId, quoteId, optionId, payoutAccountId, language, acceptedAt, textHash } = accepting
  const body = { holderId, quoteId, optionId, payoutAccountId, consent: { language, acceptedAt, textHash } }
  const key = deps.identity.conversionKey(row.line, accepting.attempt)
  try {
    return { kind: 'accepted', conversion: await deps.patience.call(() => deps.api.createConversion(body, key)) }
  } catch (problem) {
    if (!isAboutRow(problem) && !isRefusedByLaw(problem)) throw problem
    if (problem.code === 'idempotency_key_reused' || problem.code === 'instrument_already_converted') {
      const own = await findOwnConversion(deps, row, holderId)
      if (own) return { kind: 'accepted', conversion: own }
      if (problem.code === 'idempotency_key_reused') return { kind: 'again', code: problem.code }
    }
    if (CURED_BY_NEW_QUOTE.includes(problem.code)) return { kind: 'again', code: problem.code }
    return { kind: 'refused', problem }
  }
}

function ended(row: Row, conversion: Conversion, known: Partial<RowOutcome>): RowOutcome {
  const last = conversion.transitions.at(-1)
  const isPaid = conversion.state === GOOD_END
  const reference = conversion.payout?.railReference
  return {
    ...known,
    line: row.line,
    kind: row.kind,
    outcome: isPaid ? 'paid' : 'failed',
    ...(!isPaid && { code: conversion.state, reason: { ko: last?.reason ?? '', en: last?.reason ?? '' } }),
    ruleId: conversion.ruleId,
    figures: figuresOf(conversion),
    arrivesBy: conversion.arrivesBy,
    conversionId: conversion.id,
    state: conversion.state,
    ...(isPaid && last && { paidAt: last.at }),
    ...(reference && { payoutReference: reference }),
  }
}

/** Looks at a conversion until it ends. One that takes longer stays `in_progress`, and the next run looks again. */
async function follow(deps: RowDeps, row: Row, conversionId: string, known: Partial<RowOutcome>): Promise<RowOutcome> {
  const until = deps.clock.now() + deps.followForMs
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LONGEST_LOOK_MS, wait * 1.5)) {
    const conversion = await deps.patience.call(() => deps.api.getConversion(conversionId))
    if (conversion.state === GOOD_END || BAD_ENDS.includes(conversion.state)) return ended(row, conversion, known)
    if (deps.clock.now() >= until || deps.signal.aborted) {
      const figures = figuresOf(conversion)
      return {
        ...known,
        line: row.line,
        kind: row.kind,
        outcome: 'in_progress',
        figures,
        conversionId,
        state: conversion.state,
      }
    }
    await deps.clock.sleep(wait, deps.signal)
  }
}

const knownOf = (accepting: Accepting | undefined): Partial<RowOutcome> =>
  accepting ? { ruleId: accepting.ruleId, cite: accepting.cite, route: accepting.route } : {}

/**
 * Takes one row to its outcome, from wherever an earlier run left it.
 * Idempotent by: file hash, line and purpose; however often and by however many runs it is called, a row is paid once.
 * Faults: `Stopped`, `GaveUp`, a journal that cannot be written, a key that the server does not accept.
 */
export async function convertRow(deps: RowDeps, row: Row, memory: RowMemory | undefined): Promise<RowOutcome> {
  if (memory?.accepted) return follow(deps, row, memory.accepted.conversionId, knownOf(memory.accepting))
  let left = memory?.accepting
  for (let attempt = memory?.attempts ?? 0; attempt < MAX_ATTEMPTS; attempt++) {
    let prepared: Prepared
    try {
      prepared = left ? { accepting: left } : await prepare(deps, row, attempt)
    } catch (error) {
      if (isAboutRow(error)) return refusedOutcome(row, error)
      throw error
    }
    left = undefined
    if ('outcome' in prepared) return prepared.outcome
    const { accepting } = prepared
    const acceptance = await accept(deps, row, accepting)
    if (acceptance.kind === 'accepted') {
      await deps.journal.append({ step: 'accepted', line: row.line, conversionId: acceptance.conversion.id })
      return follow(deps, row, acceptance.conversion.id, knownOf(accepting))
    }
    if (acceptance.kind === 'refused') {
      return refusedOutcome(row, acceptance.problem, knownOf(accepting))
    }
    await deps.journal.append({ step: 'not_accepted', line: row.line, attempt, code: acceptance.code })
  }
  const text = {
    ko: '견적이 여러 번 바뀌어 전환하지 않았어요.',
    en: 'The quote kept changing, so nothing was converted.',
  }
  return { line: row.line, kind: row.kind, outcome: 'failed', code: 'quote_keeps_changing', reason: text }
}
