// SPDX-License-Identifier: Apache-2.0
// From a stuck voucher to cash, through the use-cases and a running worker: the good way, each way it can go wrong, and
// every reason for which it is refused.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { rate } from '@jandon/domain/money'
import { createTestDatabase, type TestDatabase } from '../../packages/server/src/database/testing.ts'
import type { NewConversion, SimulatorFault } from '../../packages/server/src/usecases/index.ts'
import { createWorker, type Worker } from '../../packages/server/src/worker/index.ts'
import { auditBank, auditBooks } from './audit.ts'
import {
  convertVoucher,
  createPerson,
  createWorld,
  freshKey,
  OPERATOR,
  quoteVoucher,
  type Ready,
  unwrap,
  type World,
  waitFor,
} from './world.ts'

let database: TestDatabase
let world: World
let worker: Worker
let person: Ready

before(async () => {
  database = await createTestDatabase()
  world = await createWorld(database, { onWork: () => worker.poke() })
  worker = createWorker(world.workerDeps)
  await worker.start()
  person = await createPerson(world.usecases)
})
after(async () => {
  await worker.stop()
  await auditBooks(world)
  await auditBank(world)
  await world.close()
  await database.drop()
})

const one = (
  target: 'bank' | 'issuer',
  kind: SimulatorFault['kind'],
  operation: 'submit' | 'query' = 'submit',
): SimulatorFault => ({ target, operation, kind, count: 1, ...(kind === 'slow' ? { delayMs: 400 } : {}) })
const faults = (...list: SimulatorFault[]) => world.usecases.setSimulatorFaults(OPERATOR, list).then(unwrap)

const states = (view: { transitions: readonly { to: string }[] }) => view.transitions.map(each => each.to)
const openCases = async (id: string) => {
  const { rows } = await database.pool.query<{ code: string }>(
    'SELECT code FROM case_file WHERE conversion_id = $1 ORDER BY id',
    [id],
  )
  return rows.map(row => row.code)
}
const credits = async (id: string) => {
  const { rows } = await database.pool.query<{ direction: string }>(
    'SELECT direction FROM simulator.bank_entry WHERE conversion_id = $1 ORDER BY id',
    [id],
  )
  return rows.map(row => row.direction)
}

describe('a voucher becomes cash', () => {
  test('quoted, accepted, redeemed, paid within a second, and booked to the won', async () => {
    const accepted = await convertVoucher(world, person)
    assert.equal(accepted.state, 'accepted')
    assert.deepEqual(accepted.net, { amountMinor: '8100', unit: 'KRW' })
    const paid = await waitFor(world, accepted.id, ['paid'], 1000)
    assert.deepEqual(states(paid), ['accepted', 'redeeming', 'redeemed', 'paying', 'paid'])
    assert.equal(paid.payout?.state, 'settled')
    assert.deepEqual(await credits(paid.id), ['credit'])
    const transfers = unwrap(await world.usecases.conversionTransfers(OPERATOR, paid.id))
    assert.deepEqual(
      transfers.items.map(each => `${each.code} ${each.phase} ${each.amount.amountMinor} ${each.amount.unit}`),
      [
        'instrument_registered posted 10000 voucher:cultureland:KRW',
        'conversion_hold pending 10000 voucher:cultureland:KRW',
        'conversion_hold post 10000 voucher:cultureland:KRW',
        'instrument_retired posted 10000 voucher:cultureland:KRW',
        'issuer_gross posted 8100 KRW',
        'issuer_settlement posted 8100 KRW',
        'payout pending 8100 KRW',
        'payout_cash pending 8100 KRW',
        'payout post 8100 KRW',
        'payout_cash post 8100 KRW',
      ],
    )
  })

  test('a watcher sees each state once and is let go at the end', async () => {
    const accepted = await convertVoucher(world, person)
    const seen: string[] = []
    const watched = world.usecases.watchConversion(
      OPERATOR,
      accepted.id,
      view => seen.push(view.state),
      AbortSignal.timeout(5000),
    )
    unwrap(await watched)
    assert.equal(seen.at(-1), 'paid')
    assert.equal(new Set(seen).size, seen.length)
  })

  test('with a tariff: fee and VAT are booked apart, and the net is what arrives', async () => {
    const tariff = {
      service: { rate: rate(3n, 100n), minimum: 100n, maximum: 5000n, vatRate: rate(1n, 10n) },
    }
    const priced = await createWorld(database, { tariff, onWork: () => worker.poke() })
    const paid = await waitFor(world, (await convertVoucher(priced, person)).id, ['paid'])
    await priced.close()
    const fees = paid.fees.map(fee => `${fee.code} ${fee.amount.amountMinor}`)
    assert.deepEqual(fees, ['service 243', 'service_vat 24'])
    assert.equal(paid.net.amountMinor, '7833')
    assert.equal(paid.payout?.amount.amountMinor, '7833')
  })
})

describe('the world misbehaves', () => {
  for (const target of ['issuer', 'bank'] as const) {
    for (const kind of ['timeout', 'timeout_after_accept', 'unavailable', 'slow'] as const) {
      test(`${target}: ${kind} → asked again by reference, paid once`, async () => {
        await faults(one(target, kind))
        const view = await waitFor(world, (await convertVoucher(world, person)).id, ['paid'])
        assert.deepEqual(await credits(view.id), ['credit'])
        const isDoubt = kind === 'timeout' || kind === 'timeout_after_accept'
        const doubts = view.transitions.filter(each => each.event?.endsWith('in_doubt'))
        assert.equal(doubts.length, isDoubt ? 1 : 0)
      })
    }
    test(`${target}: the answer is lost and so is the answer to the question`, async () => {
      await faults(one(target, 'timeout_after_accept'), one(target, 'timeout', 'query'))
      const view = await waitFor(world, (await convertVoucher(world, person)).id, ['paid'])
      assert.deepEqual(await credits(view.id), ['credit'])
    })
  }

  test('issuer: reject → hold released, the same voucher may be tried again', async () => {
    await faults(one('issuer', 'reject'))
    const serial = 'CL-2024-7001'
    const failed = await waitFor(world, (await convertVoucher(world, person, { serial })).id, ['redemption_failed'])
    assert.deepEqual(states(failed), ['accepted', 'redeeming', 'redemption_failed'])
    const again = await waitFor(world, (await convertVoucher(world, person, { serial })).id, ['paid'])
    assert.equal(again.instrumentId, failed.instrumentId)
  })

  test('issuer: reject because the amount was wrong → the same voucher may be tried again with the right one', async () => {
    await faults(one('issuer', 'reject'))
    const serial = 'CL-2024-7003'
    await waitFor(world, (await convertVoucher(world, person, { serial })).id, ['redemption_failed'])
    const remaining = { amountMinor: '4000', unit: 'KRW' }
    const again = await waitFor(world, (await convertVoucher(world, person, { serial, remaining })).id, ['paid'])
    assert.equal(again.gross.amountMinor, '3240')
    await auditBooks(world)
  })

  test('bank: reject → payout_failed, a case, and the holder is still owed the money', async () => {
    await faults(one('bank', 'reject'))
    const other = await createPerson(world.usecases, '이순신', '110998877665')
    const failed = await waitFor(world, (await convertVoucher(world, other)).id, ['payout_failed'])
    assert.deepEqual(await openCases(failed.id), ['payout_rejected'])
    assert.deepEqual(await credits(failed.id), [])
    const accounts = await world.ledger.accounts(database.pool, { code: 'holder_cash', owner: other.holderId })
    assert.equal(accounts.items[0]?.available.amountMinor, 8100n)
  })

  test('bank: return → first paid, then returned, a case, and the holder is owed the money again', async () => {
    await faults(one('bank', 'return'))
    const other = await createPerson(world.usecases, '강감찬', '110998877664')
    const returned = await waitFor(world, (await convertVoucher(world, other)).id, ['returned'])
    assert.deepEqual(states(returned).slice(-2), ['paid', 'returned'])
    assert.deepEqual(await openCases(returned.id), ['payout_returned'])
    assert.deepEqual(await credits(returned.id), ['credit', 'return'])
    const accounts = await world.ledger.accounts(database.pool, { code: 'holder_cash', owner: other.holderId })
    assert.equal(accounts.items[0]?.balance.amountMinor, 8100n)
  })

  test('bank: the same answer three times → one payout', async () => {
    await faults(one('bank', 'duplicate_answer'))
    const view = await waitFor(world, (await convertVoucher(world, person)).id, ['paid'])
    await new Promise(resolve => setTimeout(resolve, 600))
    assert.deepEqual(await credits(view.id), ['credit'])
    const { rows } = await database.pool.query(
      'SELECT 1 FROM rail_notice WHERE reference = $1 AND handled_at IS NOT NULL',
      [view.payout?.railReference],
    )
    assert.equal(rows.length, 2)
    assert.deepEqual(await openCases(view.id), [])
  })

  for (const [ending, expected] of [
    ['7777', 'payout_failed'],
    ['6666', 'returned'],
    ['5555', 'paid'],
  ] as const) {
    test(`an account that ends in ${ending} ends ${expected}`, async () => {
      const other = await createPerson(world.usecases, '유관순', `11012345${ending}`)
      await waitFor(world, (await convertVoucher(world, other)).id, [expected])
    })
  }

  test('a serial whose cash comes later: the payout waits for it', async () => {
    const view = await waitFor(world, (await convertVoucher(world, person, { serial: 'CL-5555' })).id, ['paid'])
    const [redeemed, paying] = ['redeemed', 'paying'].map(
      state => Date.parse(view.transitions.find(each => each.to === state)!.at), //
    )
    assert.ok(paying! - redeemed! >= 400)
  })
})

describe('no way through for what may not be converted', () => {
  const accept = async (change: (input: NewConversion) => NewConversion, more: Record<string, unknown> = {}) => {
    const { input } = await quoteVoucher(world, person, more)
    return world.usecases.createConversion(OPERATOR, change(input), freshKey())
  }
  const refusalOf = async (outcome: ReturnType<typeof accept>) => {
    const got = await outcome
    return got.kind === 'refused' ? got.refusal.code : 'done'
  }

  test('another text agreed to, another language, too early, in the future', async () => {
    const withConsent = (consent: Partial<NewConversion['consent']>) => (input: NewConversion) => ({
      ...input,
      consent: { ...input.consent, ...consent },
    })
    assert.equal(await refusalOf(accept(withConsent({ textHash: 'sha256:00' }))), 'consent_mismatch')
    assert.equal(await refusalOf(accept(withConsent({ language: 'en' }))), 'consent_mismatch')
    assert.equal(await refusalOf(accept(withConsent({ acceptedAt: '2020-01-01T00:00:00Z' }))), 'consent_too_old')
    assert.equal(await refusalOf(accept(withConsent({ acceptedAt: '2199-01-01T00:00:00Z' }))), 'invalid_request')
  })

  test('an option of no quote, a quote that is not, an account of somebody else', async () => {
    assert.equal(await refusalOf(accept(input => ({ ...input, optionId: 'opt_nonesuch' }))), 'option_not_found')
    assert.equal(await refusalOf(accept(input => ({ ...input, quoteId: 'qte_nonesuch' }))), 'not_found')
    const other = await createPerson(world.usecases, '허준', '110555566667')
    assert.equal(
      await refusalOf(accept(input => ({ ...input, payoutAccountId: other.payoutAccountId }))),
      'payout_account_not_of_holder',
    )
  })

  test('a refused decision has no option to accept', async () => {
    const quote = unwrap(
      await world.usecases.createQuote(OPERATOR, {
        jurisdiction: 'KR',
        intent: 'sell',
        instruments: [
          {
            kind: 'new_type_voucher',
            issuer: 'cultureland',
            faceValue: { amountMinor: '10000', unit: 'KRW' },
            fundingSource: 'carrier_billing',
          },
        ],
      }),
    )
    assert.equal(quote.items[0]?.decision, 'refuse')
    const { input } = await quoteVoucher(world, person)
    for (const optionId of [input.optionId, 'opt_00000000000000000000000000']) {
      const outcome = await world.usecases.createConversion(
        OPERATOR,
        { ...input, quoteId: quote.id, optionId },
        freshKey(),
      )
      assert.equal(outcome.kind === 'refused' && outcome.refusal.code, 'decision_refused')
      assert.ok(outcome.kind === 'refused' && (outcome.refusal.legalBasis?.length ?? 0) > 0)
    }
  })

  test('a holder who is not born yet', async () => {
    const outcome = await world.usecases.createHolder(OPERATOR, { name: '김내일', birthDate: '2050-01-01' })
    assert.deepEqual(outcome.kind === 'refused' && outcome.refusal.errors, [
      { pointer: '/birthDate', detail: 'This day has not come yet.' },
    ])
  })

  test('a minor, and a holder whose age is not known', async () => {
    for (const [birthDate, code] of [
      ['2010-05-05', 'holder_is_minor'],
      [undefined, 'birth_date_missing'],
    ] as const) {
      const name = '김어린'
      const holder = unwrap(await world.usecases.createHolder(OPERATOR, { name, ...(birthDate ? { birthDate } : {}) }))
      const account = unwrap(
        await world.usecases.createPayoutAccount(OPERATOR, {
          holderId: holder.id,
          bankCode: '090',
          accountNumber: '3333012345678',
          accountHolder: name,
        }),
      )
      const outcome = accept(input => ({ ...input, holderId: holder.id, payoutAccountId: account.id }))
      assert.equal(await refusalOf(outcome), code)
    }
  })

  test('the same voucher twice, one after the other and both at once', async () => {
    const serial = 'CL-2024-7002'
    await convertVoucher(world, person, { serial })
    for (const again of [{ serial }, { serial: 'cl 2024 7002' }, { serial, issuer: '컬쳐랜드' }]) {
      assert.equal(await refusalOf(accept(input => input, again)), 'instrument_already_converted')
    }
    const { input } = await quoteVoucher(world, person)
    const both = await Promise.all([0, 1, 2, 3].map(() => world.usecases.createConversion(OPERATOR, input, freshKey())))
    assert.equal(both.filter(each => each.kind === 'done').length, 1)
  })

  test('payout accounts: unknown bank, wrong number, other name, no account, bank away', async () => {
    const { holderId } = person
    const given = async (bankCode: string, accountNumber: string, accountHolder = '홍길동') => {
      const outcome = await world.usecases.createPayoutAccount(OPERATOR, {
        holderId,
        bankCode,
        accountNumber,
        accountHolder,
      })
      return outcome.kind === 'refused' ? outcome.refusal.code : outcome.value.accountNumberMasked
    }
    assert.equal(await given('999', '110123456789'), 'unknown_bank')
    assert.equal(await given('088', '12-34'), 'account_number_invalid')
    assert.equal(await given('088', '110-123-45670O'), 'account_number_invalid')
    assert.equal(await given('088', '110123450000'), 'account_holder_mismatch')
    assert.equal(await given('088', '110123459999'), 'account_not_found')
    assert.equal(await given('088', '110123458888'), 'bank_unavailable')
    assert.equal(await given('088', '110123456780', '임꺽정'), 'payout_account_name_differs')
    assert.equal(await given('088', '110-123-456 789', '홍 길동'), '********6789')
  })
})

describe('same key, same answer', () => {
  test('a repeat answers the first outcome, even when the conversion has moved on', async () => {
    const { input } = await quoteVoucher(world, person)
    const key = freshKey()
    const first = await world.usecases.createConversion(OPERATOR, input, key)
    await waitFor(world, unwrap(first).id, ['paid'])
    const second = await world.usecases.createConversion(OPERATOR, input, key)
    assert.ok(second.kind === 'done' && second.replayed)
    assert.deepEqual(unwrap(second), unwrap(first))
  })

  test('another body under the same key is refused', async () => {
    const { input } = await quoteVoucher(world, person)
    const key = freshKey()
    unwrap(await world.usecases.createConversion(OPERATOR, input, key))
    const other = await world.usecases.createConversion(OPERATOR, input, { ...key, requestHash: 'other' })
    assert.equal(other.kind === 'refused' && other.refusal.code, 'idempotency_key_reused')
  })

  test('ten at once under one key make one conversion; the others hear of it or are told to wait', async () => {
    const { input } = await quoteVoucher(world, person)
    const key = freshKey()
    const all = await Promise.all(
      Array.from({ length: 10 }, () => world.usecases.createConversion(OPERATOR, input, key)),
    )
    const made = all.filter(each => each.kind === 'done' && !each.replayed)
    assert.equal(made.length, 1)
    for (const each of all) {
      if (each.kind === 'refused') assert.equal(each.refusal.code, 'idempotency_in_progress')
    }
  })

  test('a refused request leaves its key free', async () => {
    const { input } = await quoteVoucher(world, person)
    const key = freshKey()
    const wrong = { ...input, consent: { ...input.consent, textHash: 'sha256:00' } }
    assert.equal((await world.usecases.createConversion(OPERATOR, wrong, key)).kind, 'refused')
    assert.equal((await world.usecases.createConversion(OPERATOR, input, { ...key, requestHash: 'x' })).kind, 'done')
  })
})
