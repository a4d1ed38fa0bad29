// SPDX-License-Identifier: Apache-2.0
// What must hold whatever has happened, read from the books themselves: the bank's statement, the issuer's books, the
// ledger and the conversions. Each check throws with what it found.

import assert from 'node:assert/strict'
import type { World } from './world.ts'

/** No conversion was paid more than once net of returns, and none but the paid ones was paid. */
export async function auditBank({ database }: Pick<World, 'database'>): Promise<void> {
  const { rows: twice } = await database.pool.query(
    `SELECT conversion_id, count(*) FILTER (WHERE direction = 'credit') AS credits,
       count(*) FILTER (WHERE direction = 'return') AS returns
     FROM simulator.bank_entry GROUP BY conversion_id
     HAVING count(*) FILTER (WHERE direction = 'credit') - count(*) FILTER (WHERE direction = 'return') > 1
       OR count(*) FILTER (WHERE direction = 'credit') > 1`,
  )
  assert.deepEqual(twice, [], 'The bank paid a conversion more than once.')
  const { rows: wrong } = await database.pool.query(
    `SELECT c.id, c.state, c.net_minor, b.paid FROM conversion c
     LEFT JOIN (SELECT conversion_id, sum(CASE direction WHEN 'credit' THEN amount_minor ELSE -amount_minor END) AS paid
                FROM simulator.bank_entry GROUP BY conversion_id) b ON b.conversion_id = c.id
     WHERE coalesce(b.paid, 0) <> CASE WHEN c.state = 'paid' THEN c.net_minor ELSE 0 END
       AND c.state NOT IN ('paying') AND NOT (c.state = 'paid' AND coalesce(b.paid, 0) = 0 AND EXISTS (
         SELECT 1 FROM simulator.bank_entry e WHERE e.conversion_id = c.id AND e.direction = 'return'))`,
  )
  assert.deepEqual(wrong, [], 'What the bank paid is not what the conversion says.')
  const { rows: unredeemed } = await database.pool.query(
    `SELECT c.id, c.state, r.state AS at_issuer FROM conversion c
     LEFT JOIN simulator.issuer_redemption r ON r.reference = c.redemption_reference
     WHERE (c.state IN ('redeemed', 'paying', 'paid', 'payout_failed', 'returned')) <> (coalesce(r.state, '') = 'redeemed')
       AND c.state NOT IN ('accepted', 'redeeming')`,
  )
  assert.deepEqual(unredeemed, [], 'What the issuer redeemed is not what the conversion says.')
}

/** The safeguarding equation holds, and each holder is owed exactly what was redeemed for it and has not been paid. */
export async function auditBooks({ database, ledger }: Pick<World, 'database' | 'ledger'>): Promise<void> {
  const report = await ledger.safeguardingEquation(database.pool)
  assert.ok(
    report.holds,
    `The safeguarding equation does not hold: ${JSON.stringify(report, (_, v) => (typeof v === 'bigint' ? String(v) : v))}`,
  )
  const { rows: wrong } = await database.pool.query(
    `SELECT h.holder_id, h.owed, a.balance FROM (
       SELECT holder_id, sum(net_minor) FILTER (WHERE state IN ('redeemed', 'paying', 'payout_failed', 'returned')) AS owed
       FROM conversion GROUP BY holder_id) h
     LEFT JOIN (SELECT owner, sum(credits_posted - debits_posted) AS balance FROM account_balance
                WHERE code = 'holder_cash' GROUP BY owner) a ON a.owner = h.holder_id
     WHERE coalesce(h.owed, 0) <> coalesce(a.balance, 0)`,
  )
  assert.deepEqual(wrong, [], 'A holder is not owed what its conversions say.')
  const { rows: held } = await database.pool.query(
    `SELECT a.owner, a.held, a.balance, c.face FROM (
       SELECT owner, sum(debits_pending) AS held, sum(credits_posted - debits_posted) AS balance
       FROM account_balance WHERE code = 'holder_instrument' GROUP BY owner) a
     LEFT JOIN (SELECT instrument_id, sum(face_minor) AS face FROM conversion
                WHERE state IN ('accepted', 'redeeming') GROUP BY instrument_id) c ON c.instrument_id = a.owner
     WHERE a.held <> coalesce(c.face, 0) OR a.balance <> coalesce(c.face, 0)`,
  )
  assert.deepEqual(held, [], 'The books hold a face value that no conversion under way accounts for.')
}

/** Every conversion is final or with a person, and no work is left over for those that are final. */
export async function auditEnds({ database }: Pick<World, 'database'>): Promise<void> {
  const { rows: loose } = await database.pool.query(
    `SELECT c.id, c.state, c.in_doubt FROM conversion c
     WHERE c.state NOT IN ('paid', 'redemption_failed', 'cancelled', 'reversed')
       AND NOT EXISTS (SELECT 1 FROM case_file f WHERE f.conversion_id = c.id AND f.state = 'open')`,
  )
  assert.deepEqual(loose, [], 'A conversion is neither final nor in a case.')
  const { rows: work } = await database.pool.query(
    `SELECT w.* FROM work w JOIN conversion c ON c.id = w.conversion_id
     WHERE c.state IN ('paid', 'redemption_failed', 'cancelled', 'reversed', 'returned')`,
  )
  assert.deepEqual(work, [], 'Work is left for a conversion that is final.')
  const { rows: gaps } = await database.pool.query(
    `SELECT c.id, c.seq, count(t.seq), max(t.seq) FROM conversion c
     JOIN conversion_transition t ON t.conversion_id = c.id GROUP BY c.id, c.seq
     HAVING count(t.seq) <> c.seq OR max(t.seq) <> c.seq`,
  )
  assert.deepEqual(gaps, [], 'A conversion has moved without a transition.')
}
