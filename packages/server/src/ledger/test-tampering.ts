// SPDX-License-Identifier: Apache-2.0
// What an administrator may do behind the ledger's back, as SQL, and what verification must then find.

import { DEFAULT_BOOK } from '@jandon/domain/ledger'
import type { FindingCode } from './index.ts'

export interface Tampering {
  readonly title: string
  readonly sql: string
  readonly finds: readonly FindingCode[]
}

/** Number of the nth journal of an event, and the transfers of a journal. */
const NTH = (event: string, nth: number) =>
  `(SELECT no FROM journal WHERE event = '${event}' ORDER BY no OFFSET ${nth} LIMIT 1)`
export const SOME = NTH('conversion_redeemed', 0)
const OF = (journal: string) => `no - position + 1 = ${journal}`
const GROSS = `${OF(SOME)} AND code = 'issuer_gross'`
const HOLDER = `(SELECT min(id::text)::uuid FROM account WHERE code = 'holder_cash')`
const LAST = NTH('payout_settled', 7)
/** A transfer slipped in: a copy of another with an id, a number and a journal of its own. */
const SLIP = (no: string, position: string, amount = '5') =>
  `INSERT INTO transfer SELECT ${no}, gen_random_uuid(), debit, credit, ${amount}, occurred_at, recorded_at, debit_prev,
     credit_prev, NULL, NULL, ${position}, phase, code FROM transfer WHERE ${GROSS}`
/** Gives a balance what slipped in transfers make. */
const FIT = (change: string) => `UPDATE balance SET debits_posted = debits_posted + ${change}
    WHERE account = (SELECT debit FROM transfer WHERE ${GROSS}) AND NOT hot;
  INSERT INTO account_delta SELECT account, 0, ${change}, 0, 0 FROM balance
    WHERE account = (SELECT debit FROM transfer WHERE ${GROSS}) AND hot;
  UPDATE balance SET credits_posted = credits_posted + ${change}
    WHERE account = (SELECT credit FROM transfer WHERE ${GROSS})`
/** A block whose hash is made to fit what it says. */
const REHASH = `UPDATE chain_block b SET hash = block_hash(ledger_uuid(b.book), b.number,
  coalesce((SELECT p.hash FROM chain_block p WHERE p.book = b.book AND p.number = b.number - 1), decode(repeat('00', 32), 'hex')),
  b.from_no, b.to_no, b.tree_size, b.root, b.sealed_at) WHERE number = 1`

export const TAMPERINGS: readonly Tampering[] = [
  {
    title: 'an edited amount',
    sql: `UPDATE transfer SET amount_minor = amount_minor + 1 WHERE ${GROSS}`,
    finds: ['balance_differs', 'journal_edited'],
  },
  {
    title: 'an edited amount with balances to fit',
    sql: `UPDATE transfer SET amount_minor = amount_minor + 1 WHERE ${GROSS}; ${FIT('1')}`,
    finds: ['journal_edited'],
  },
  {
    title: 'a deleted transfer',
    sql: `DELETE FROM transfer WHERE ${GROSS}`,
    finds: [
      'balance_differs',
      'history_broken',
      'id_without_transfer',
      'journal_edited',
      'journal_incomplete',
      'overdrawn',
    ],
  },
  {
    title: 'the deleted pending transfers of a payout',
    sql: `DELETE FROM transfer WHERE phase = 'pending' AND ${OF(NTH('payout_started', 0))}`,
    finds: [
      ...(['history_broken', 'id_without_transfer', 'journal_missing', 'journal_without_transfers'] as const),
      ...(['pending_state_differs', 'pending_unknown'] as const),
    ],
  },
  {
    title: 'a deleted journal with its transfers',
    sql: `DELETE FROM transfer WHERE ${OF(NTH('issuer_settled', 0))}; DELETE FROM journal WHERE no = ${NTH('issuer_settled', 0)}`,
    finds: ['balance_differs', 'id_without_transfer', 'journal_missing', 'overdrawn', 'share_differs'],
  },
  {
    title: 'the last block deleted with its journals',
    sql: `DELETE FROM transfer WHERE no > (SELECT from_no FROM chain_block WHERE number = 2);
      DELETE FROM journal WHERE no > (SELECT from_no FROM chain_block WHERE number = 2);
      DELETE FROM chain_block WHERE number = 2`,
    finds: [
      'balance_differs',
      'chain_head_differs',
      'history_broken',
      'id_without_transfer',
      'pending_state_differs',
      'share_differs',
      'tile_differs',
    ],
  },
  {
    title: 'the first block deleted with its journals',
    sql: `DELETE FROM transfer WHERE no <= (SELECT to_no FROM chain_block WHERE number = 1);
      DELETE FROM journal WHERE no <= (SELECT to_no FROM chain_block WHERE number = 1);
      DELETE FROM chain_block WHERE number = 1`,
    finds: [
      'balance_differs',
      'chain_broken',
      'chain_gap',
      'history_broken',
      'id_without_transfer',
      'pending_state_differs',
      'share_differs',
    ],
  },
  {
    title: 'the last journal deleted with the balances to fit',
    sql: `UPDATE balance b SET debits_posted = debits_posted - coalesce((SELECT sum(amount_minor) FROM transfer WHERE debit = account AND ${OF(LAST)}), 0),
        credits_posted = credits_posted - coalesce((SELECT sum(amount_minor) FROM transfer WHERE credit = account AND ${OF(LAST)}), 0),
        debits_pending = debits_pending + coalesce((SELECT sum(amount_minor) FROM transfer WHERE debit = account AND ${OF(LAST)}), 0),
        credits_pending = credits_pending + coalesce((SELECT sum(amount_minor) FROM transfer WHERE credit = account AND ${OF(LAST)}), 0);
      DELETE FROM transfer WHERE ${OF(LAST)}; DELETE FROM journal WHERE no = ${LAST}`,
    finds: ['history_broken', 'id_without_transfer', 'journal_missing', 'pending_state_differs'],
  },
  {
    title: 'two journals that change places',
    sql: `CREATE TEMP TABLE pair ON COMMIT DROP AS SELECT ${NTH('issuer_settled', 0)} AS a, ${NTH('payout_started', 0)} AS b;
      UPDATE journal j SET event = k.event, subject = k.subject, id = k.id FROM journal k, pair p
      WHERE (j.no = p.a AND k.no = p.b) OR (j.no = p.b AND k.no = p.a)`,
    finds: ['id_missing', 'id_without_transfer', 'journal_edited'],
  },
  {
    title: 'two transfers of a journal that change places',
    sql: `UPDATE transfer SET no = no + 40000 WHERE ${OF(SOME)} AND position IN (3, 4);
      UPDATE transfer SET no = no - 40000 + CASE position WHEN 3 THEN 1 ELSE -1 END, position = 7 - position
      WHERE no - position + 1 = ${SOME} + 40000`,
    finds: ['history_broken', 'id_missing', 'id_without_transfer', 'journal_edited', 'overdrawn'],
  },
  {
    title: 'an extra transfer in a sealed journal',
    sql: SLIP(`(SELECT max(no) + 1 FROM transfer WHERE ${OF(NTH('payout_settled', 0))})`, '3'),
    finds: ['balance_differs', 'history_broken', 'id_missing', 'journal_edited'],
  },
  {
    title: 'an extra journal, balances to fit',
    sql: `${SLIP('65536', '1')}; INSERT INTO journal SELECT 65536, gen_random_uuid(), event, subject FROM journal WHERE no = ${SOME}; ${FIT('5')}`,
    finds: ['history_broken', 'id_missing', 'journal_never_sealed'],
  },
  {
    title: 'an extra transfer of no journal',
    sql: SLIP(`(SELECT from_no + 60000 FROM chain_block WHERE number = 2)`, '3'),
    finds: ['balance_differs', 'history_broken', 'id_missing', 'journal_incomplete', 'journal_never_sealed'],
  },
  {
    title: 'an edited balance',
    sql: `UPDATE balance SET credits_posted = credits_posted + 1 WHERE account = ${HOLDER}`,
    finds: ['balance_differs'],
  },
  {
    title: 'a balance that is gone',
    sql: `DELETE FROM balance WHERE account = ${HOLDER}`,
    finds: ['balance_differs'],
  },
  {
    title: 'a movement appended to a hot account',
    sql: `INSERT INTO account_delta SELECT id, 0, 0, 0, 7 FROM account WHERE code = 'service_fee'`,
    finds: ['balance_differs'],
  },
  {
    title: 'a share that does not add up',
    sql: `UPDATE account_share SET available = available + 1 WHERE slot = 0`,
    finds: ['share_differs'],
  },
  {
    title: 'an account that changes its owner',
    sql: `UPDATE account SET owner = 'somebody else' WHERE id = ${HOLDER}`,
    finds: ['account_identity_differs'],
  },
  {
    title: 'an account that changes its id',
    sql: `ALTER TABLE balance DROP CONSTRAINT balance_account_fkey;
      UPDATE account SET id = gen_random_uuid() WHERE id = ${HOLDER}`,
    finds: ['account_identity_differs', 'account_unknown', 'balance_differs', 'pending_state_differs'],
  },
  {
    title: 'an account that loses its rule',
    sql: `UPDATE account SET overdraft = 'unlimited' WHERE code = 'safeguarding_cash'`,
    finds: ['account_rule_differs', 'share_differs'],
  },
  {
    title: 'a balance that loses its rule',
    sql: `UPDATE balance SET rule = 0 WHERE account = ${HOLDER}`,
    finds: ['account_rule_differs'],
  },
  {
    title: 'a deleted account',
    sql: `ALTER TABLE balance DROP CONSTRAINT balance_account_fkey; DELETE FROM account WHERE id = ${HOLDER}`,
    finds: ['account_unknown', 'balance_differs', 'pending_state_differs'],
  },
  {
    title: 'another unit',
    sql: `INSERT INTO lot (book, unit) VALUES ('${DEFAULT_BOOK}', 'USD');
      UPDATE account SET lot = (SELECT no FROM lot WHERE unit = 'USD') WHERE id = ${HOLDER}`,
    finds: ['account_identity_differs', 'unit_differs'],
  },
  {
    title: 'another book',
    sql: `INSERT INTO book (id) VALUES ('bok_00000000000000000000000000');
      INSERT INTO lot (book, unit) VALUES ('bok_00000000000000000000000000', 'KRW');
      UPDATE account SET lot = (SELECT max(no) FROM lot) WHERE id = ${HOLDER}`,
    finds: ['account_identity_differs', 'book_differs', 'journal_missing', 'journal_never_sealed'],
  },
  {
    title: 'another time',
    sql: `UPDATE transfer SET recorded_at = recorded_at - interval '1 microsecond' WHERE ${GROSS}`,
    finds: ['journal_edited'],
  },
  {
    title: 'a subject rewritten to hide a transfer from its holder',
    sql: `UPDATE journal SET subject = 'cnv_other' WHERE no = ${SOME}`,
    finds: ['journal_edited'],
  },
  {
    title: 'a leaf rewritten to fit an edited journal',
    sql: `UPDATE transfer SET code = 'payout' WHERE ${GROSS};
      UPDATE chain_head SET edges[1] = (SELECT string_agg(l.leaf, '' ORDER BY l.no)
        FROM journal_leaves(65536, (SELECT sealed_no FROM chain_watermark), NULL) l)`,
    finds: ['block_differs', 'chain_head_differs'],
  },
  {
    title: 'a tile rewritten',
    sql: `UPDATE chain_head SET edges[1] = overlay(edges[1] placing '\\x00' from 40)`,
    finds: ['tile_differs'],
  },
  {
    title: 'a block rewritten',
    sql: `UPDATE chain_block SET root = sha256('other') WHERE number = 1`,
    finds: ['block_differs', 'chain_broken'],
  },
  {
    title: 'a block rewritten, its hash to fit',
    sql: `UPDATE chain_block SET sealed_at = sealed_at - interval '1 day' WHERE number = 1; ${REHASH}`,
    finds: ['chain_broken'],
  },
  {
    title: 'a head that says less',
    sql: `UPDATE chain_head SET number = 1`,
    finds: ['chain_head_differs'],
  },
  {
    title: 'a reference bent past a transfer',
    sql: `UPDATE transfer SET debit_prev = debit_prev - 1 WHERE ${OF(NTH('payout_started', 5))} AND code = 'payout'`,
    finds: ['history_broken'],
  },
  {
    title: 'a history that loses its beginning',
    sql: `UPDATE transfer SET credit_prev = NULL WHERE ${OF(NTH('conversion_redeemed', 5))} AND code = 'issuer_gross'`,
    finds: ['history_broken'],
  },
  {
    title: 'a balance that names another last transfer',
    sql: `UPDATE balance SET last_ref = prev_ref WHERE account = ${HOLDER}`,
    finds: ['history_broken'],
  },
  {
    title: 'a pending transfer that waits for less',
    sql: 'UPDATE pending_transfer SET amount_minor = amount_minor - 1 WHERE resolved_no IS NULL',
    finds: ['pending_state_differs'],
  },
  {
    title: 'a pending transfer resolved by nothing',
    sql: `UPDATE pending_transfer SET resolved_no = 77777, resolved_phase = 'void' WHERE resolved_no IS NULL`,
    finds: ['pending_state_differs'],
  },
  {
    title: 'a pending transfer open again',
    sql: `UPDATE pending_transfer SET resolved_no = NULL, resolved_phase = NULL WHERE amount_minor = 7`,
    finds: ['pending_state_differs'],
  },
  {
    title: 'a pending transfer posted, said to be voided',
    sql: `UPDATE pending_transfer SET resolved_phase = 'void' WHERE amount_minor = 7`,
    finds: ['pending_state_differs'],
  },
  {
    title: 'an id forgotten, so that it could be posted again',
    sql: `DELETE FROM transfer_id WHERE no = (SELECT no FROM transfer WHERE ${GROSS})`,
    finds: ['id_missing'],
  },
  {
    title: 'an id taken by nothing',
    sql: `INSERT INTO transfer_id VALUES (gen_random_uuid(), 65536)`,
    finds: ['id_without_transfer'],
  },
  {
    title: 'a journal id forgotten',
    sql: `DELETE FROM journal_id WHERE no = ${SOME}`,
    finds: ['id_missing'],
  },
]
