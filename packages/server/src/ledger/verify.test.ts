// SPDX-License-Identifier: Apache-2.0
// Verification finds what an administrator may do behind the ledger's back. Each row tampers with a true ledger, past
// triggers and rights, and names what must be found; online and in an export of the tampered ledger alike.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { deriveIdFromKey } from '@jandon/domain/ids'
import {
  accountSpec,
  conversionHeld,
  conversionRedeemed,
  DEFAULT_BOOK,
  issuerSettled,
  type JournalSpec,
  payoutSettled,
  payoutStarted,
} from '@jandon/domain/ledger'
import type { Tx } from '../database/index.ts'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { createLedger, type FindingCode, LedgerUnreadable, verifyLedger } from './index.ts'
import { ACCOUNTS, FACE, NOW, transfer, won } from './testing.ts'

const ledger = createLedger({ clock: { now: () => NOW } })

/** One conversion from registration to payout. */
function conversion(number: number): JournalSpec[] {
  const base = {
    ...{ book: DEFAULT_BOOK, occurredAt: NOW + number, issuer: 'cultureland', subject: 'batch' },
    conversionId: deriveIdFromKey('cnv', `${number}`),
    instrumentId: deriveIdFromKey('ins', `${number}`),
    holderId: deriveIdFromKey('hld', `${number % 3}`),
    payoutId: deriveIdFromKey('pay', `${number}`),
    settlementId: deriveIdFromKey('red', `${number}`),
    faceValue: { amountMinor: 10_000n, unit: FACE },
    gross: won(9000),
    fees: [{ code: 'service', payee: 'jandon', amount: won(100) } as const],
  }
  const paid = { ...base, amount: won(8900) }
  return [
    ...[conversionHeld(base), conversionRedeemed(base)],
    ...[issuerSettled({ ...base, amount: won(9000) }), payoutStarted(paid), payoutSettled(paid)],
  ]
}

let db: TestDatabase
before(async () => {
  db = await createTestDatabase(undefined, 'own')
  for (let number = 0; number < 8; number += 1) {
    const results = await db.transaction(tx => ledger.postJournals(tx, conversion(number)))
    assert.ok(results.every(({ result }) => result === 'applied'))
    if (number === 3) await ledger.upkeep(db)
  }
  await ledger.upkeep(db)
  // One more that has no place in the chain yet.
  await db.transaction(tx => ledger.postTransfers(tx, [transfer(ACCOUNTS.clearing, ACCOUNTS.fee, won(1))]))
})
after(() => db.drop())

async function exportLines(source: Pick<TestDatabase, 'pool'> | Tx): Promise<string[]> {
  const lines: string[] = []
  await ledger.export(source, line => {
    lines.push(line)
  })
  return lines
}

test('a true ledger has nothing to report, and says what it has seen', async () => {
  const seen: number[] = []
  const report = await verifyLedger({ kind: 'database', db }, { onProgress: ({ journals }) => seen.push(journals) })
  assert.deepEqual(report.findings, [])
  assert.equal(report.ok, true)
  assert.equal(report.journals, 41)
  assert.equal(report.sealed, 40)
  assert.equal(report.heads.find(({ book }) => book === DEFAULT_BOOK)?.position, '40')
  assert.deepEqual(
    report.units.map(({ unit, pending }) => [unit, pending]),
    [
      ['KRW', '0'],
      [FACE, '0'],
    ],
  )
  assert.equal(seen.at(-1), 41)
})

test('an export says the same, anywhere', async () => {
  const online = await verifyLedger({ kind: 'database', db })
  assert.deepEqual(await verifyLedger({ kind: 'export', lines: await exportLines(db) }), online)
})

interface Tampering {
  readonly title: string
  readonly sql: string
  readonly finds: readonly FindingCode[]
}

const AT = (position: number) => `(SELECT journal_no FROM journal_link WHERE position = ${position})`
const SOME = `(SELECT min(journal_no) FROM transfer WHERE phase = 'posted' AND code = 'issuer_gross')`

const TAMPERINGS: readonly Tampering[] = [
  {
    title: 'an edited amount',
    sql: `UPDATE transfer SET amount_minor = amount_minor + 1 WHERE journal_no = ${SOME} AND code = 'issuer_gross'`,
    finds: ['balance_differs', 'journal_edited'],
  },
  {
    title: 'an edited amount with balances to fit',
    sql: `UPDATE transfer SET amount_minor = amount_minor + 1 WHERE journal_no = ${SOME} AND code = 'issuer_gross';
      UPDATE account SET debits_posted = debits_posted + 1 WHERE no = (SELECT debit_no FROM transfer WHERE journal_no = ${SOME} AND code = 'issuer_gross');
      UPDATE account SET credits_posted = credits_posted + 1 WHERE no = (SELECT credit_no FROM transfer WHERE journal_no = ${SOME} AND code = 'issuer_gross')`,
    finds: ['journal_edited'],
  },
  {
    title: 'a deleted transfer',
    sql: `DELETE FROM transfer WHERE journal_no = ${SOME} AND code = 'issuer_gross'`,
    finds: ['balance_differs', 'journal_edited', 'overdrawn'],
  },
  {
    title: 'the deleted pending transfers of a payout',
    sql: `DELETE FROM transfer WHERE phase = 'pending' AND journal_no = ${AT(4)}`,
    finds: ['journal_edited', 'journal_without_transfers', 'pending_unknown'],
  },
  {
    title: 'a deleted journal with its transfers',
    sql: `DELETE FROM transfer WHERE journal_no = ${AT(3)}; DELETE FROM journal WHERE no = ${AT(3)}`,
    finds: ['balance_differs', 'journal_missing', 'overdrawn'],
  },
  {
    title: 'a journal deleted with its place',
    sql: `DELETE FROM transfer WHERE journal_no = ${AT(3)}; DELETE FROM journal WHERE no = ${AT(3)}; DELETE FROM journal_link WHERE position = 3`,
    finds: ['balance_differs', 'chain_broken', 'chain_gap', 'overdrawn'],
  },
  {
    title: 'the last journal deleted with its place and the balances to fit',
    sql: `UPDATE account a SET debits_posted = debits_posted - (SELECT coalesce(sum(t.amount_minor), 0) FROM transfer t WHERE t.debit_no = a.no AND t.journal_no = ${AT(40)}),
        credits_posted = credits_posted - (SELECT coalesce(sum(t.amount_minor), 0) FROM transfer t WHERE t.credit_no = a.no AND t.journal_no = ${AT(40)}),
        debits_pending = debits_pending + (SELECT coalesce(sum(t.amount_minor), 0) FROM transfer t WHERE t.debit_no = a.no AND t.journal_no = ${AT(40)}),
        credits_pending = credits_pending + (SELECT coalesce(sum(t.amount_minor), 0) FROM transfer t WHERE t.credit_no = a.no AND t.journal_no = ${AT(40)});
      DELETE FROM transfer WHERE journal_no = ${AT(40)}; DELETE FROM journal WHERE no = ${AT(40)}; DELETE FROM journal_link WHERE position = 40`,
    finds: ['chain_head_differs'],
  },
  {
    title: 'two journals that change places',
    sql: `UPDATE journal_link SET journal_no = -journal_no WHERE position IN (2, 3);
      UPDATE journal_link SET journal_no = CASE position WHEN 2 THEN (SELECT -journal_no FROM journal_link WHERE position = 3) ELSE (SELECT -journal_no FROM journal_link WHERE position = 2) END WHERE position IN (2, 3)`,
    finds: ['journal_edited'],
  },
  {
    title: 'two places that change, hashes and all',
    sql: `UPDATE journal_link SET position = 1000 WHERE position = 2; UPDATE journal_link SET position = 2 WHERE position = 3; UPDATE journal_link SET position = 3 WHERE position = 1000`,
    finds: ['chain_broken'],
  },
  {
    title: 'two transfers of a journal that change places',
    sql: `UPDATE transfer SET position = position + 100 WHERE journal_no = ${SOME} AND position IN (3, 4);
      UPDATE transfer SET position = CASE position WHEN 103 THEN 4 ELSE 3 END WHERE journal_no = ${SOME} AND position > 100`,
    finds: ['journal_edited', 'overdrawn'],
  },
  {
    title: 'an extra transfer in a sealed journal',
    sql: `INSERT INTO transfer SELECT journal_no, 99, overlay(id placing 'zz' from 5), debit_no, credit_no, amount_minor, unit, code, phase, NULL, occurred_at, NULL, recorded_at
      FROM transfer WHERE journal_no = ${SOME} AND code = 'issuer_gross'`,
    finds: ['balance_differs', 'journal_edited'],
  },
  {
    title: 'an extra journal, balances to fit',
    sql: `INSERT INTO journal (no, id, book, event, subject) SELECT 0, overlay(id placing 'zz' from 5), book, event, subject FROM journal WHERE no = ${SOME};
      INSERT INTO transfer SELECT 0, 1, overlay(id placing 'zz' from 5), debit_no, credit_no, 5, unit, code, phase, NULL, occurred_at, NULL, recorded_at FROM transfer WHERE journal_no = ${SOME} AND code = 'issuer_gross';
      UPDATE account SET debits_posted = debits_posted + 5 WHERE no = (SELECT debit_no FROM transfer WHERE journal_no = 0);
      UPDATE account SET credits_posted = credits_posted + 5 WHERE no = (SELECT credit_no FROM transfer WHERE journal_no = 0)`,
    finds: ['journal_never_sealed'],
  },
  {
    title: 'an extra transfer of no journal',
    sql: `INSERT INTO transfer SELECT -1, 1, overlay(id placing 'zz' from 5), debit_no, credit_no, 5, unit, code, phase, NULL, occurred_at, NULL, recorded_at FROM transfer WHERE journal_no = ${SOME} AND code = 'issuer_gross'`,
    finds: ['count_differs'],
  },
  {
    title: 'an edited balance',
    sql: `UPDATE account SET credits_posted = credits_posted + 1 WHERE code = 'holder_cash'`,
    finds: ['balance_differs'],
  },
  {
    title: 'a balance appended to a hot account',
    sql: `INSERT INTO account_delta SELECT no, 0, 0, 0, 7 FROM account WHERE code = 'service_fee'`,
    finds: ['balance_differs'],
  },
  {
    title: 'an account that changes its owner',
    sql: `UPDATE account SET owner = 'somebody else' WHERE no = (SELECT min(no) FROM account WHERE code = 'holder_cash')`,
    finds: ['account_identity_differs'],
  },
  {
    title: 'an account that changes its id',
    sql: `UPDATE account SET id = overlay(id placing 'zz' from 10) WHERE no = (SELECT min(no) FROM account WHERE code = 'holder_cash')`,
    finds: ['account_identity_differs', 'journal_edited'],
  },
  {
    title: 'an account that loses its rule',
    sql: `UPDATE account SET overdraft = 'unlimited' WHERE code = 'safeguarding_cash'`,
    finds: ['account_rule_differs'],
  },
  {
    title: 'a deleted account',
    sql: `DELETE FROM account WHERE no = (SELECT min(no) FROM account WHERE code = 'holder_cash')`,
    finds: ['account_unknown', 'balance_differs', 'journal_edited'],
  },
  {
    title: 'another unit',
    sql: `UPDATE transfer SET unit = 'USD' WHERE journal_no = ${SOME} AND code = 'issuer_gross'`,
    finds: ['journal_edited', 'unit_differs'],
  },
  {
    title: 'another book',
    sql: `INSERT INTO book (id, sealed_hash) VALUES ('bok_00000000000000000000000000', sha256('jandon book bok_00000000000000000000000000'));
      UPDATE journal SET book = 'bok_00000000000000000000000000' WHERE no = ${SOME}`,
    finds: ['book_differs', 'journal_edited'],
  },
  {
    title: 'another time',
    sql: `UPDATE journal SET recorded_at = recorded_at - interval '1 microsecond' WHERE no = ${SOME}`,
    finds: ['journal_edited'],
  },
  {
    title: 'a subject rewritten to hide a transfer from its holder',
    sql: `UPDATE journal SET subject = 'cnv_other' WHERE no = ${SOME}`,
    finds: ['journal_edited'],
  },
  {
    title: 'a leaf rewritten to fit an edited journal',
    sql: `UPDATE transfer SET code = 'payout' WHERE journal_no = ${AT(2)} AND code = 'issuer_gross';
      UPDATE journal_link l SET leaf = x.leaf FROM journal_leaves(ARRAY[${AT(2)}]) x WHERE x.journal_no = l.journal_no`,
    finds: ['chain_broken'],
  },
  {
    title: 'a journal taken out of the line of those that wait',
    sql: 'DELETE FROM journal_unsealed',
    finds: ['journal_never_sealed'],
  },
]

describe('tampering', () => {
  for (const { title, sql, finds } of TAMPERINGS) {
    test(`${title} is found: ${finds.join(', ')}`, () =>
      tampered(sql, async tx => {
        const report = await verifyLedger({ kind: 'transaction', tx })
        assert.deepEqual([...new Set(report.findings.map(({ code }) => code))].sort(), finds)
        assert.equal(report.ok, false)
        const offline = await verifyLedger({ kind: 'export', lines: await exportLines(tx) })
        assert.deepEqual(offline, report)
      }))
  }
})

/**
 * What an administrator can do and the server cannot: takes the rights back, switches triggers off, runs `sql`. Undone
 * after.
 */
async function tampered(sql: string, look: (tx: Tx) => Promise<void>): Promise<void> {
  const tx = await db.pool.connect()
  try {
    await tx.query('BEGIN')
    for (const table of ['transfer', 'journal', 'journal_link']) {
      await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER USER; GRANT ALL ON ${table} TO CURRENT_USER`)
    }
    await tx.query(sql)
    await look(tx)
  } finally {
    await tx.query('ROLLBACK')
    tx.release()
  }
}

test('a chain rewritten from end to end is found by an anchor noted outside', async () => {
  const anchors = (await verifyLedger({ kind: 'database', db })).heads.filter(({ position }) => position !== '0')
  assert.equal((await verifyLedger({ kind: 'database', db }, { anchors })).ok, true)
  const rewrite = `UPDATE journal SET subject = 'cnv_other' WHERE no = ${SOME};
    INSERT INTO journal_unsealed (xid, book, journals)
    SELECT '3', book, array_agg(journal_no ORDER BY position) FROM journal_link GROUP BY book;
    DELETE FROM journal_link;
    UPDATE book SET sealed_position = 0, sealed_hash = sha256(convert_to('jandon book ' || id, 'UTF8'))`
  await tampered(rewrite, async tx => {
    await tx.query('SELECT seal_journals($1, 100)', [DEFAULT_BOOK])
    assert.deepEqual((await verifyLedger({ kind: 'transaction', tx })).findings, [])
    const report = await verifyLedger({ kind: 'transaction', tx }, { anchors })
    assert.deepEqual(
      report.findings.map(({ code }) => code),
      ['anchor_differs'],
    )
  })
})

test('a damaged, foreign or cut-off export is neither right nor wrong', async () => {
  const lines = await exportLines(db)
  const check = (text: readonly string[]) => verifyLedger({ kind: 'export', lines: text })
  await assert.rejects(check(lines.slice(0, -1)), LedgerUnreadable)
  await assert.rejects(check([...lines.slice(0, 5), lines[5]!.slice(0, 40)]), /Line 6 is not a JSON object/)
  await assert.rejects(check(['{"hello":"world"}']), /Line 1 is not a record/)
  await assert.rejects(check(lines.slice(1)), /does not begin/)
  await assert.rejects(check([...lines, lines[1]!]), /goes on after its end/)
  await assert.rejects(check(lines.map(line => line.replace(/"amount":"\d+"/, '"amount":"x"'))), LedgerUnreadable)
  await assert.rejects(check([]), /no end/)
})

test('an export edited by hand is found', async () => {
  const lines = await exportLines(db)
  const edited = lines.map(line => line.replace('"amount":"9000"', '"amount":"9001"'))
  const report = await verifyLedger({ kind: 'export', lines: edited })
  assert.ok(report.findings.some(({ code }) => code === 'journal_edited'))
  const without = lines.filter(line => !line.includes('"event":"issuer_settled"'))
  assert.ok((await verifyLedger({ kind: 'export', lines: without })).findings.some(({ code }) => code === 'chain_gap'))
})

test('the account ids of the chart are those that verification derives', () => {
  assert.equal(ACCOUNTS.ana.id, accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'ana').id)
})
