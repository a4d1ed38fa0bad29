// SPDX-License-Identifier: Apache-2.0
// Nothing that our collection of law named was lost on the way into packs. Each row of that collection is written here
// by its id; the tables in the NOTES.md of the packs say which rules it became, and each rule must exist and be shown
// by a case in a file that the table names.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Pack } from '@jandon/domain/policy'
import { checkPack, packDirectories } from './index.ts'

const PACKS = fileURLToPath(new URL('../../../../policy-packs', import.meta.url))

/** Every row of the collection, in its order. */
const SEED_ROWS = `
  kr.refuse.carrier_billing_discount kr.refuse.carrier_billing_fake_sale kr.refuse.card_discount
  kr.refuse.bnpl_discount kr.refuse.local_voucher kr.refuse.onnuri kr.refuse.game_result kr.refuse.access_media
  kr.refuse.unregistered_loan
  kr.carrier.cancel_same_month kr.carrier.refund_after_month kr.carrier.correction kr.carrier.buyer_info
  kr.ecom.withdraw7 kr.ecom.nonconform kr.ecom.digital_divisible kr.minor.avoid
  kr.prepaid.low_balance kr.prepaid.adverse_change kr.prepaid.force_majeure_or_defect kr.prepaid.contract
  kr.prepaid.safeguard kr.emoney.on_demand
  kr.voucher.new.within7 kr.voucher.new.used60 kr.voucher.new.used80 kr.voucher.new.expired_le50k
  kr.voucher.new.expired_gt50k kr.voucher.new.expired_credit
  kr.voucher.paper.used60 kr.voucher.paper.used80 kr.voucher.paper.expired kr.local.change kr.onnuri.change
  kr.cardpoint kr.tmoney.store kr.tmoney.metro kr.tmoney.mobile kr.gamecash kr.gamecash.7d kr.culturecash.auto
  kr.ssgmoney.voucher kr.telecom.unclaimed kr.dormant kr.loan.state
  us.ca us.co us.ct us.me us.ma.reloadable us.ma.fixed us.mt us.nj us.or us.ri us.tx us.vt us.wa us.pr us.fed.expiry
  eu.emoney uk.emoney jp.prepaid.default jp.prepaid.exit ng.mmo.airtime ke.bonga ph.giftcheck
`
  .trim()
  .split(/\s+/)

interface Row {
  readonly seed: string
  readonly rules: readonly string[]
  readonly files: readonly string[]
}

/** The rows of `| seed | rules | cases |` tables; a row in brackets is an addition of ours and has no seed. */
function rowsOf(notes: string): Row[] {
  return notes.split('\n').flatMap(line => {
    const [, seed, rules, files] = /^\| ([a-z0-9_.]+) \| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? []
    if (!seed || !rules || !files || seed === 'seed') return []
    return [{ seed, rules: rules.trim().split(', '), files: files.trim().split(', ') }]
  })
}

const rows = readdirSync(PACKS)
  .map(name => join(PACKS, name, 'NOTES.md'))
  .filter(path => statSync(path, { throwIfNoEntry: false })?.isFile())
  .flatMap(path => rowsOf(readFileSync(path, 'utf8')))

/** For each rule of any pack: the case files (without `.yaml`) in which a case is about it. */
const caseFilesOf = new Map<string, Set<string>>()
for (const directory of packDirectories(PACKS)) {
  const { pack } = checkPack(directory, { quick: true })
  assert.ok(pack, `${directory} does not compile.`)
  for (const { id } of pack.documents.rules) if (!caseFilesOf.has(id)) caseFilesOf.set(id, new Set())
  rememberCases(pack)
}

function rememberCases({ documents }: Pack): void {
  documents.cases.forEach(({ rule }, index) => {
    const file = documents.positions?.get(`cases\n${index}\n`)?.file ?? ''
    caseFilesOf.get(rule)?.add(file.replace(/^.*\//, '').replace(/\.yaml$/, ''))
  })
}

describe('from the collected law to rules and cases', () => {
  for (const id of SEED_ROWS) {
    test(id, () => {
      const found = rows.filter(row => row.seed === id)
      assert.equal(found.length, 1, `${id} must stand in the table of exactly one NOTES.md.`)
      for (const rule of found[0]!.rules) {
        const files = caseFilesOf.get(rule)
        assert.ok(files, `The table leads ${id} to ${rule}, which no pack has.`)
        assert.ok(
          found[0]!.files.some(file => files.has(file)),
          `No case about ${rule} stands in ${found[0]!.files.join(', ')}; it is in ${[...files].join(', ') || 'none'}.`,
        )
      }
    })
  }

  test('the tables name no row that was never collected', () => {
    assert.deepEqual(
      rows.map(row => row.seed).filter(seed => !SEED_ROWS.includes(seed)),
      [],
    )
    assert.equal(new Set(SEED_ROWS).size, SEED_ROWS.length)
  })
})
