// SPDX-License-Identifier: Apache-2.0
// The SQL of the ways to post a batch that are compared. All lock in id order, number under the locks, check the rule
// with every update, and write the same rows.

import type { Shape } from './schema.ts'

/** The counters of all accounts that a batch touches, summed: `moved (id, d, c)`. */
const MOVED = `
  SELECT id, sum(d) AS d, sum(c) AS c FROM (
    SELECT debit AS id, amount AS d, 0 AS c FROM batch UNION ALL SELECT credit, 0, amount FROM batch
  ) e GROUP BY id`

/** Set-wise: three statements for the whole batch, whatever relation `batch (ord, id, debit, credit, amount)` is. */
function setWise(batch: string, shape: Shape, hot: 'locked' | 'delta'): string {
  const cold = hot === 'delta' ? 'AND NOT a.hot' : ''
  const delta =
    hot === 'delta'
      ? `, appended AS (
          INSERT INTO account_delta SELECT m.id, m.d, m.c FROM moved m JOIN account a USING (id) WHERE a.hot)`
      : ''
  const last = shape.linked ? ', last_no = v_first + m.last' : ''
  const moved = shape.linked
    ? `SELECT id, sum(d) AS d, sum(c) AS c, max(ord) AS last FROM (
        SELECT debit AS id, amount AS d, 0 AS c, ord FROM batch UNION ALL SELECT credit, 0, amount, ord FROM batch
      ) e GROUP BY id`
    : MOVED
  // The previous transfer of an account within the batch, or the last one before it.
  const linkedRows = `
    SELECT ord, max(prev) FILTER (WHERE is_debit) AS debit_prev, max(prev) FILTER (WHERE NOT is_debit) AS credit_prev
    FROM (
      SELECT e.ord, e.is_debit, coalesce(v_first + lag(e.ord) OVER (PARTITION BY e.account ORDER BY e.ord), a.last_no) AS prev
      FROM (SELECT debit AS account, ord, true AS is_debit FROM batch
            UNION ALL SELECT credit, ord, false FROM batch) e JOIN account a ON a.id = e.account
    ) x GROUP BY ord`
  const insert = shape.linked
    ? `WITH batch AS (${batch}), prevs AS (${linkedRows})
       INSERT INTO transfer (no, id, debit, credit, amount, code, debit_prev, credit_prev)
       SELECT v_first + b.ord, b.id, b.debit, b.credit, b.amount, 'bench', p.debit_prev, p.credit_prev
       FROM batch b JOIN prevs p USING (ord) ORDER BY b.ord`
    : `WITH batch AS (${batch})
       INSERT INTO transfer (no, id, debit, credit, amount, code)
       SELECT v_first + ord, id, debit, credit, amount, 'bench' FROM batch`
  return `
    PERFORM 1 FROM (
      SELECT a.id FROM account a JOIN (
        WITH batch AS (${batch}) SELECT debit AS id FROM batch UNION SELECT credit FROM batch
      ) t USING (id) WHERE true ${cold} ORDER BY a.id FOR NO KEY UPDATE OF a
    ) locked;
    v_first := nextval('call_no') << 16;
    ${insert};
    WITH batch AS (${batch}) INSERT INTO transfer_id SELECT id, v_first + ord FROM batch;
    WITH batch AS (${batch}), moved AS (${moved})${delta}
    UPDATE account a SET debits = a.debits + m.d, credits = a.credits + m.c ${last}
    FROM moved m WHERE a.id = m.id ${cold};`
}

const ARRAYS =
  'SELECT * FROM unnest(p_id, p_debit, p_credit, p_amount) WITH ORDINALITY AS u(id, debit, credit, amount, ord)'

/** A PL/pgSQL loop: each transfer with statements of its own, inside one call. */
const LOOP = `
  PERFORM 1 FROM (
    SELECT a.id FROM account a WHERE a.id = ANY (p_debit || p_credit) ORDER BY a.id FOR NO KEY UPDATE
  ) locked;
  v_first := nextval('call_no') << 16;
  FOR i IN 1..cardinality(p_id) LOOP
    UPDATE account SET debits = debits + p_amount[i] WHERE id = p_debit[i];
    UPDATE account SET credits = credits + p_amount[i] WHERE id = p_credit[i];
    INSERT INTO transfer (no, id, debit, credit, amount, code)
    VALUES (v_first + i, p_id[i], p_debit[i], p_credit[i], p_amount[i], 'bench');
    INSERT INTO transfer_id VALUES (p_id[i], v_first + i);
  END LOOP;`

/** The counters were summed by the program, which also knows who would be overdrawn; the database checks the sums. */
const SUMMED = `
  PERFORM 1 FROM (SELECT a.id FROM account a WHERE a.id = ANY (p_account) ORDER BY a.id FOR NO KEY UPDATE) locked;
  v_first := nextval('call_no') << 16;
  INSERT INTO transfer (no, id, debit, credit, amount, code)
  SELECT v_first + ord, id, debit, credit, amount, 'bench' FROM (${ARRAYS}) b;
  INSERT INTO transfer_id SELECT id, v_first + ord FROM unnest(p_id) WITH ORDINALITY AS u(id, ord);
  UPDATE account a SET debits = a.debits + m.d, credits = a.credits + m.c
  FROM unnest(p_account, p_d, p_c) AS m(id, d, c) WHERE a.id = m.id;`

export function functionsOf(schema: string, shape: Shape): string {
  const { accountKey: a, transferId: t } = shape
  const arrays = `p_id ${t}[], p_debit ${a}[], p_credit ${a}[], p_amount bigint[]`
  const body = (statements: string, more = '') => `LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    DECLARE v_first bigint; ${more} BEGIN ${statements} RETURN v_first; END $$;`
  const json = `SELECT * FROM jsonb_to_recordset(p_batch) AS u(ord integer, id ${t}, debit ${a}, credit ${a}, amount bigint)`
  return `
    SET search_path TO ${schema};
    CREATE FUNCTION post_set(${arrays}) RETURNS bigint ${body(setWise(ARRAYS, shape, 'locked'))}
    CREATE FUNCTION post_delta(${arrays}) RETURNS bigint ${body(setWise(ARRAYS, shape, 'delta'))}
    CREATE FUNCTION post_json(p_batch jsonb) RETURNS bigint ${body(setWise(json, shape, 'locked'))}
    CREATE FUNCTION post_loop(${arrays}) RETURNS bigint ${body(LOOP)}
    CREATE FUNCTION post_summed(${arrays}, p_account ${a}[], p_d bigint[], p_c bigint[]) RETURNS bigint ${body(SUMMED)}
    CREATE FUNCTION lock_and_number(p_account ${a}[]) RETURNS bigint ${body(`
      PERFORM 1 FROM (SELECT a.id FROM account a WHERE a.id = ANY (p_account) ORDER BY a.id FOR NO KEY UPDATE) locked;
      v_first := nextval('call_no') << 16;`)}
    CREATE FUNCTION apply_sums(p_account ${a}[], p_d bigint[], p_c bigint[]) RETURNS bigint ${body(`
      UPDATE account a SET debits = a.debits + m.d, credits = a.credits + m.c
      FROM unnest(p_account, p_d, p_c) AS m(id, d, c) WHERE a.id = m.id;`)}
    ${[0, 1, 2, 3].map(client => stagingOf(client, shape, body)).join('\n')}`
}

/** Each client has a staging table of its own: a shared one would need to tell whose row is whose. */
function stagingOf(client: number, shape: Shape, body: (statements: string) => string): string {
  const { accountKey: a, transferId: t } = shape
  const table = `staging_${client}`
  return `
    CREATE UNLOGGED TABLE ${table} (ord bigint, id ${t}, debit ${a}, credit ${a}, amount bigint)
      WITH (autovacuum_enabled = off);
    CREATE FUNCTION post_staged_${client}() RETURNS bigint
    ${body(`${setWise(`SELECT * FROM ${table}`, shape, 'locked')} DELETE FROM ${table};`)}
    CREATE FUNCTION fill_${client}(p_id ${t}[], p_debit ${a}[], p_credit ${a}[], p_amount bigint[]) RETURNS void
    LANGUAGE sql AS $$ INSERT INTO ${table} (id, debit, credit, amount, ord)
      SELECT * FROM unnest(p_id, p_debit, p_credit, p_amount) WITH ORDINALITY $$;`
}
