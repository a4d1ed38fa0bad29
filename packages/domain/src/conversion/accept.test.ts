// SPDX-License-Identifier: Apache-2.0
// Every reason for which an option may not be accepted, one at a time, and the order in which they are said.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OptionJson } from '../quote/index.ts'
import { localDate, MINUTE, parseInstant } from '../time/index.ts'
import { type AcceptInput, decideAccept } from './index.ts'

const NOW = parseInstant('2026-11-23T04:00:00Z')!
const TEXT_HASH = `sha256:${'0'.repeat(64)}`

const option: OptionJson = {
  id: 'opt_1',
  ruleId: 'kr/rule',
  route: 'issuer_refund_cash',
  routeTitle: { ko: '', en: '' },
  title: { ko: '', en: '' },
  explanation: { ko: '', en: '' },
  how: { ko: '', en: '' },
  promise: 'binding',
  gross: { amountMinor: '8100', unit: 'KRW' },
  fees: [],
  net: { amountMinor: '8100', unit: 'KRW' },
  arrivesBy: '2026-11-26',
  payout: 'bank',
  carriedOut: true,
  evidence: [],
  legalBasis: [],
}

const good: AcceptInput = {
  quote: {
    jurisdiction: 'KR',
    language: 'ko',
    consent: { text: '', textHash: TEXT_HASH },
    createdAt: NOW - 10 * MINUTE,
    expiresAt: NOW + 20 * MINUTE,
  },
  option,
  refused: false,
  // Only the kind is read; the option of today is the one quoted.
  today: { kind: 'same', option: {} as Extract<AcceptInput['today'], { kind: 'same' }>['option'] },
  holder: { id: 'hld_1', name: '홍길동', birthDate: '1991-04-02' },
  payoutAccount: { holderId: 'hld_1', accountHolder: '홍 길동' },
  consent: { language: 'ko', acceptedAt: '2026-11-23T03:59:00Z', textHash: TEXT_HASH },
  now: NOW,
  on: localDate('2026-11-23'),
}

const answer = (change: Partial<AcceptInput>) => {
  const decision = decideAccept({ ...good, ...change })
  return decision.kind === 'refuse' ? decision.code : 'proceed'
}

describe('accepting an option', () => {
  test('proceeds when nothing speaks against it', () => assert.equal(answer({}), 'proceed'))

  const changed = { kind: 'changed', differences: [{ field: 'gross', was: '8100', is: '8000' }] } as const
  const cases: readonly (readonly [string, Partial<AcceptInput>, string])[] = [
    ['there is no such option', { option: undefined }, 'option_not_found'],
    ['the decision was refused', { option: undefined, refused: true }, 'decision_refused'],
    ['the quote has expired this instant', { now: good.quote.expiresAt }, 'quote_expired'],
    ['Jandon does not carry the route out', { option: { ...option, carriedOut: false } }, 'route_not_carried_out'],
    ['it is paid in person', { option: { ...option, payout: 'in_person' } }, 'route_not_carried_out'],
    ['there is no fresh pack', { today: undefined }, 'pack_stale'],
    ['today decides otherwise', { today: changed }, 'decision_changed'],
    [
      'the account is of another holder',
      { payoutAccount: { holderId: 'hld_2', accountHolder: '홍길동' } },
      'payout_account_not_of_holder',
    ],
    [
      'the account is in another name',
      { payoutAccount: { holderId: 'hld_1', accountHolder: '홍길순' } },
      'payout_account_name_differs',
    ],
    ['the age is not known', { holder: { ...good.holder, birthDate: undefined } }, 'birth_date_missing'],
    ['19 is tomorrow', { holder: { ...good.holder, birthDate: '2007-11-24' } }, 'holder_is_minor'],
    ['19 is today', { holder: { ...good.holder, birthDate: '2007-11-23' } }, 'proceed'],
    [
      'elsewhere nothing is known of the full age, 20',
      { quote: { ...good.quote, jurisdiction: 'ZZ' }, holder: { ...good.holder, birthDate: '2006-01-01' } },
      'holder_is_minor',
    ],
    ['another text', { consent: { ...good.consent, textHash: 'sha256:1' } }, 'consent_mismatch'],
    ['another language', { consent: { ...good.consent, language: 'en' } }, 'consent_mismatch'],
    ['no instant', { consent: { ...good.consent, acceptedAt: 'yesterday' } }, 'invalid_request'],
    ['in the future', { consent: { ...good.consent, acceptedAt: '2026-11-23T04:05:01Z' } }, 'invalid_request'],
    ['a clock five minutes fast', { consent: { ...good.consent, acceptedAt: '2026-11-23T04:05:00Z' } }, 'proceed'],
    ['before the quote', { consent: { ...good.consent, acceptedAt: '2026-11-23T03:44:59Z' } }, 'consent_too_old'],
    ['a clock five minutes slow', { consent: { ...good.consent, acceptedAt: '2026-11-23T03:45:00Z' } }, 'proceed'],
  ]
  for (const [sentence, change, expected] of cases) {
    test(`${sentence}: ${expected}`, () => assert.equal(answer(change), expected))
  }

  test('a refused decision is said before anything about the person or the day', () => {
    const everythingWrong = { option: undefined, refused: true, now: good.quote.expiresAt + 1, today: undefined }
    assert.equal(answer(everythingWrong), 'decision_refused')
  })

  test('what has changed is named, without any amount of the person', () => {
    const decision = decideAccept({ ...good, today: changed })
    assert.deepEqual(decision.kind === 'refuse' && decision.params, { ruleId: 'kr/rule', fields: 'gross' })
  })
})
