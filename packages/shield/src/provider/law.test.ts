// SPDX-License-Identifier: Apache-2.0
// The package stands alone, so it writes the articles a second time: here they are held against the law pack of Korea.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { LEGAL_BASES, type OffenceCode } from './law.ts'

interface Rule {
  readonly id: string
  readonly penalty?: { readonly ko: string; readonly en: string }
  readonly legalBasis: readonly { readonly source: string; readonly cite: { readonly ko: string } }[]
}

const PACK = new URL('../../../../policy-packs/kr/', import.meta.url)
const read = (path: string): unknown => parse(readFileSync(new URL(path, PACK), 'utf8'))
const rules = read('rules/refusals.yaml') as readonly Rule[]
const sources = read('sources.yaml') as readonly { readonly id: string; readonly confidence: string }[]

const SAME: Readonly<Partial<Record<OffenceCode, string>>> = {
  carrier_billing: 'kr/refuse-carrier-billing-discount',
  card: 'kr/refuse-card-discount',
  bnpl: 'kr/refuse-bnpl-discount',
  access_media: 'kr/refuse-access-media',
  unregistered_loan: 'kr/refuse-unregistered-loan',
  game_results: 'kr/refuse-game-result',
  local_voucher: 'kr/refuse-local-voucher',
  onnuri_voucher: 'kr/refuse-onnuri-voucher',
}
/** The pack speaks of whoever receives such a voucher; a dealer may be fined by a criminal court as well (§72②). */
const OTHER_PENALTY: ReadonlySet<string> = new Set(['onnuri_voucher'])
/** What the pack leaves out because it speaks to a holder: merchants alone redeem, and dealers. */
const ONLY_HERE: ReadonlySet<string> = new Set(['§10', '§72②'])

describe('an article here is the article of the pack', () => {
  for (const [code, id] of Object.entries(SAME)) {
    test(code, () => {
      const basis = LEGAL_BASES[code as OffenceCode]
      const rule = rules.find(each => each.id === id)
      assert.ok(rule, id)
      const cite = rule.legalBasis[0]?.cite.ko ?? ''
      const [act = ''] = basis.cite.ko.split(' §')
      assert.ok(cite.startsWith(act), `${cite} is of another act than ${act}`)
      for (const article of basis.cite.ko.match(/§[^,\s]+/g) ?? []) {
        assert.ok(ONLY_HERE.has(article) || cite.includes(article), `${article} does not stand in ${cite}`)
      }
      if (!OTHER_PENALTY.has(code)) assert.deepEqual(basis.penalty, rule.penalty)
      const source = sources.find(each => each.id === rule.legalBasis[0]?.source)
      assert.equal(basis.confidence, source?.confidence)
    })
  }
})
