// SPDX-License-Identifier: Apache-2.0
// Ten people tell their story, and are asked as little as can decide it. For each story the test also searches all
// smaller sets of answers over many values, and finds none that would decide.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Intent } from '@jandon/domain/instrument'
import { type Decision, decide, type Facts, type FactValue, type Pack } from '@jandon/domain/policy'
import { addDays, localDate } from '@jandon/domain/time'
import { loadPack } from './index.ts'

const pack: Pack = loadPack(fileURLToPath(new URL('../../../../policy-packs/kr', import.meta.url)))
const TODAY = localDate('2026-11-23')

interface Story {
  readonly told: string
  readonly facts: Facts
  readonly intent?: Intent
  /** The whole smallest set, best question first. */
  readonly asks: readonly string[]
  /** A rule that the answers could open or settle. */
  readonly leadsTo: string
}

const STORIES: readonly Story[] = [
  {
    told: '문화상품권 5만 원짜리를 쓰고 18,000원이 남았어요. 남은 돈을 받을 수 있나요?',
    facts: { kind: 'new_type_voucher', faceValue: 50_000n, remaining: 18_000n },
    asks: ['pricePaid'],
    leadsTo: 'kr/voucher-new-used-large',
  },
  {
    told: '친구가 준 만 원짜리 기프티콘이 지난달 말에 만료됐어요. 한 번도 안 썼어요.',
    facts: {
      kind: 'new_type_voucher',
      faceValue: 10_000n,
      remaining: 10_000n,
      fundingSource: 'gift',
      expiresOn: '2026-10-31',
    },
    asks: ['pricePaid', 'purchasedOn'],
    leadsTo: 'kr/voucher-new-expired-cash-small',
  },
  {
    told: '어제 28,500원 주고 산 3만 원 상품권을 그대로 돌려주고 싶어요.',
    facts: {
      kind: 'new_type_voucher',
      faceValue: 30_000n,
      remaining: 30_000n,
      pricePaid: 28_500n,
      purchasedOn: '2026-11-22',
    },
    asks: ['fundingSource'],
    leadsTo: 'kr/voucher-new-within-7',
  },
  {
    told: '급해서 10만 원 상품권을 팔고 싶어요. 어디서 사 주나요?',
    facts: { kind: 'new_type_voucher', faceValue: 100_000n },
    intent: 'sell',
    asks: ['fundingSource'],
    leadsTo: 'kr/refuse-carrier-billing-discount',
  },
  {
    told: '페이에 3,200원이 남았는데 쓸 데가 없어요.',
    facts: { kind: 'prepaid_balance', balance: 3200n },
    asks: ['lastCharge'],
    leadsTo: 'kr/prepaid-low-balance',
  },
  {
    told: '내가 안 한 소액결제 49,500원이 청구됐어요.',
    facts: { kind: 'carrier_purchase', pricePaid: 49_500n, againstWill: true },
    asks: ['grossNegligence'],
    leadsTo: 'kr/carrier-correction',
  },
  {
    told: '2014년생 아이가 게임에 33만 원을 썼어요. 캐시는 다 써서 없대요.',
    facts: { kind: 'game_cash', pricePaid: 330_000n, balance: 0n, buyerBirthDate: '2014-05-05' },
    asks: ['purchasedOn', 'deceivedAboutAge', 'guardianConsent', 'fundingSource'],
    leadsTo: 'kr/minor-avoid',
  },
  {
    told: '휴대폰 소액결제 한도로 돈을 빌려준다는데 괜찮을까요?',
    facts: { kind: 'carrier_credit' },
    intent: 'borrow',
    asks: ['lenderRegistered'],
    leadsTo: 'kr/refuse-unregistered-loan',
  },
  {
    told: '안 하는 게임에 캐시가 25,000원 남아 있어요.',
    facts: { kind: 'game_cash', balance: 25_000n },
    asks: ['fundingSource'],
    leadsTo: 'kr/gamecash-refund-other',
  },
  {
    told: '서랍에서 교통카드가 나왔어요. 남은 돈을 현금으로 받고 싶어요.',
    facts: { kind: 'transit_card' },
    asks: ['balance'],
    leadsTo: 'kr/tmoney-store',
  },
]

const input = ({ facts, intent = 'any' }: Pick<Story, 'facts' | 'intent'>) => ({ asOf: TODAY, intent, facts })

/** Values on both sides of every limit that the rules of these stories have. */
function values(name: string): readonly FactValue[] {
  const fact = pack.engine.facts.get(name)!.document
  if (fact.type === 'boolean') return [true, false]
  if (fact.type === 'enum') return (fact.values ?? []).filter(value => value !== 'unknown')
  if (fact.type === 'date') return [-4000, -1500, -400, -60, -5, -1, 30].map(days => addDays(TODAY, days))
  if (fact.type === 'text') return ['2026-11']
  return [0n, 500n, 5000n, 20_000n, 40_000n, 90_000n, 400_000n]
}

const isDecided = ({ outcome, refusals }: Decision, wanted: Decision['outcome']) =>
  outcome === wanted && !refusals.some(refusal => refusal.code === 'provenance_unknown')

/** Whether some answers to these questions end in the wanted outcome. */
function canDecide(story: Story, names: readonly string[], wanted: Decision['outcome'], said: Facts = {}): boolean {
  const [name, ...others] = names
  const facts = { ...story.facts, ...said } as Facts
  if (name === undefined) return isDecided(decide(pack, input({ ...story, facts })), wanted)
  return values(name).some(value => canDecide(story, others, wanted, { ...said, [name]: value } as Facts))
}

function subsets(names: readonly string[], size: number): string[][] {
  if (size === 0) return [[]]
  return names.flatMap((name, index) => subsets(names.slice(index + 1), size - 1).map(rest => [name, ...rest]))
}

for (const story of STORIES) {
  describe(story.told, () => {
    const decision = decide(pack, input(story))
    const { smallestQuestions } = decision
    // To sell and to borrow is settled by a no; everything else by a way to the money.
    const wanted = story.intent ? 'refuse' : 'allow'

    test('is asked the least, best question first, and told what it could open', () => {
      assert.equal(decision.outcome, 'needs_facts')
      assert.deepEqual(smallestQuestions?.facts, story.asks)
      assert.ok(smallestQuestions.ruleIds.includes(story.leadsTo), smallestQuestions.ruleIds.join())
      const asked = decision.questions.map(question => question.fact)
      assert.deepEqual(asked.slice(0, story.asks.length), story.asks)
    })

    test('is decided by some answers to these', () => {
      assert.ok(canDecide(story, story.asks, wanted))
    })

    test('is decided by no smaller set of answers', () => {
      const names = decision.questions.map(question => question.fact)
      for (let size = 0; size < story.asks.length; size++) {
        for (const set of subsets(names, size)) assert.ok(!canDecide(story, set, wanted), set.join())
      }
    })
  })
}

test('what the holder does not know is not asked again, and another way is looked for', () => {
  const facts: Facts = { kind: 'game_cash', balance: 25_000n, fundingSource: 'unknown' }
  const decision = decide(pack, input({ facts }))
  assert.ok(!decision.smallestQuestions?.facts.includes('fundingSource'))
  assert.notEqual(decision.outcome, 'allow')
})
