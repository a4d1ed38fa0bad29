-- SPDX-License-Identifier: Apache-2.0
-- The exact way of post_transfers. decide_and_write takes every lock, loads what the batch is about, and writes what
-- decide_transfers keeps. decide_transfers goes through the batch in request order, one transfer at a time, over arrays in
-- memory only. A refused transfer undoes the earlier ones of its journal, so each is done once and undone at most once.
-- The checks stand in the order of TRANSFER_RESULTS of the domain: the first that applies is the answer.
-- A chain is a journal of this batch; arguments are those of post_transfers.

CREATE FUNCTION decide_transfers(
  p_now timestamptz, p_codes text[],
  j_uuid uuid[], j_slot integer[], j_taken boolean[], j_book text[],
  t_chain integer[], t_id uuid[], t_slot integer[], t_debit integer[], t_credit integer[], t_amount bigint[],
  t_unit text[], t_code integer[], t_phase integer[], t_pending integer[], t_expires timestamptz[], t_static text[],
  a_id uuid[], a_known boolean[], a_book text[], a_unit text[], a_open boolean[], a_hot boolean[], a_rule integer[],
  a_dp bigint[], a_dd bigint[], a_cp bigint[], a_cc bigint[],
  p_id uuid[], p_slot integer[], p_known boolean[], p_debit uuid[], p_credit uuid[], p_amount bigint[], p_expires timestamptz[],
  p_done integer[],
  OUT result text[], OUT release bigint[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  c_phases CONSTANT transfer_phase[] := ARRAY['posted', 'pending', 'post', 'void', 'expire'];
  c_counter_max CONSTANT bigint := 9000000000000000000;
  n CONSTANT integer := cardinality(t_id);
  -- What the database has under the ids of this batch. x_archived: the id is taken and the transfer no longer here.
  x_known boolean[]; x_archived boolean[]; x_journal uuid[]; x_debit uuid[]; x_credit uuid[]; x_amount bigint[];
  x_unit text[]; x_code text[]; x_phase transfer_phase[]; x_pending uuid[]; x_expires timestamptz[];
  -- What this batch has applied so far: the place by transfer slot, the chain by journal slot; 0 for none.
  placed integer[] := array_fill(0, ARRAY[n]);
  j_placed integer[] := array_fill(0, ARRAY[cardinality(j_uuid)]);
  i integer := 1; k integer; s integer; d integer; c integer; q integer;
  v_chain integer; v_start integer; v_known boolean; v_failed boolean; v_applied boolean;
  v_answer text; v_amount bigint;
  q_found boolean; q_debit uuid; q_credit uuid; q_amount bigint; q_expires timestamptz;
BEGIN
  result := array_fill(NULL::text, ARRAY[n]);
  release := array_fill(0::bigint, ARRAY[n]);

  SELECT array_agg(i.id IS NOT NULL ORDER BY u.ord), array_agg(i.id IS NOT NULL AND e.state = 'archived' ORDER BY u.ord),
    array_agg(coalesce(j.id, lone_journal_id(x.id)) ORDER BY u.ord), array_agg(x.debit ORDER BY u.ord),
    array_agg(x.credit ORDER BY u.ord), array_agg(x.amount_minor ORDER BY u.ord), array_agg(l.unit::text ORDER BY u.ord),
    array_agg(x.code ORDER BY u.ord), array_agg(x.phase ORDER BY u.ord), array_agg(x.pending_id ORDER BY u.ord),
    array_agg(x.expires_at ORDER BY u.ord)
  INTO x_known, x_archived, x_journal, x_debit, x_credit, x_amount, x_unit, x_code, x_phase, x_pending, x_expires
  FROM unnest(t_id) WITH ORDINALITY AS u(id, ord)
  LEFT JOIN transfer_id i ON i.id = u.id
  LEFT JOIN ledger_epoch e ON e.no = i.no >> 40
  LEFT JOIN transfer x ON x.no = i.no
  LEFT JOIN journal j ON j.no = x.no - x.position + 1
  LEFT JOIN account a ON a.id = x.debit LEFT JOIN lot l ON l.no = a.lot;

  WHILE i <= n LOOP
    v_chain := t_chain[i];
    v_start := i;
    v_failed := false;
    v_applied := false;
    v_known := j_taken[v_chain] OR j_placed[j_slot[v_chain]] > 0;

    WHILE i <= n AND t_chain[i] = v_chain LOOP
      s := t_slot[i]; k := placed[s]; d := t_debit[i]; c := t_credit[i]; v_amount := t_amount[i]; q := t_pending[i];
      v_answer := NULL;

      IF v_failed THEN
        v_answer := 'linked_transfer_failed';
      ELSIF x_archived[s] THEN
        v_answer := 'exists';
      ELSIF x_known[s] THEN
        v_answer := CASE
          WHEN x_journal[s] IS DISTINCT FROM j_uuid[v_chain] THEN 'exists_with_different_journal'
          WHEN x_phase[s] <> c_phases[t_phase[i] + 1] THEN 'exists_with_different_phase'
          WHEN x_debit[s] <> a_id[d] OR x_credit[s] <> a_id[c] THEN 'exists_with_different_accounts'
          WHEN x_unit[s] <> t_unit[i] COLLATE "C" THEN 'exists_with_different_unit'
          WHEN x_amount[s] <> v_amount THEN 'exists_with_different_amount'
          WHEN x_code[s] <> p_codes[coalesce(t_code[i], 1)] COLLATE "C" THEN 'exists_with_different_code'
          WHEN x_pending[s] IS DISTINCT FROM (CASE WHEN q > 0 THEN p_id[q] END) THEN 'exists_with_different_pending'
          WHEN x_expires[s] IS DISTINCT FROM t_expires[i] THEN 'exists_with_different_expiry'
          ELSE 'exists' END;
      ELSIF k > 0 THEN
        v_answer := CASE
          WHEN j_slot[t_chain[k]] <> j_slot[v_chain] THEN 'exists_with_different_journal'
          WHEN t_phase[k] <> t_phase[i] THEN 'exists_with_different_phase'
          WHEN t_debit[k] <> d OR t_credit[k] <> c THEN 'exists_with_different_accounts'
          WHEN t_unit[k] <> t_unit[i] THEN 'exists_with_different_unit'
          WHEN t_amount[k] <> v_amount THEN 'exists_with_different_amount'
          WHEN t_code[k] <> t_code[i] THEN 'exists_with_different_code'
          WHEN t_pending[k] <> q THEN 'exists_with_different_pending'
          WHEN t_expires[k] IS DISTINCT FROM t_expires[i] THEN 'exists_with_different_expiry'
          ELSE 'exists' END;
      ELSIF v_known THEN
        v_answer := 'journal_already_posted';
      ELSIF t_static[i] IS NOT NULL THEN
        v_answer := t_static[i];
      ELSIF t_phase[i] = 1 AND t_expires[i] <= p_now THEN
        v_answer := 'expiry_not_in_future';
      ELSIF NOT a_known[d] OR NOT a_known[c] THEN
        v_answer := 'account_not_found';
      ELSIF a_book[d] <> j_book[v_chain] OR a_book[c] <> j_book[v_chain] THEN
        v_answer := 'books_differ';
      ELSIF a_unit[d] <> t_unit[i] OR a_unit[c] <> t_unit[i] THEN
        v_answer := 'unit_mismatch';
      END IF;

      IF v_answer IS NULL AND q > 0 THEN
        IF p_known[q] THEN
          q_found := true;
          q_debit := p_debit[q]; q_credit := p_credit[q]; q_amount := p_amount[q]; q_expires := p_expires[q];
        ELSE
          k := CASE WHEN p_slot[q] > 0 THEN placed[p_slot[q]] ELSE 0 END;
          q_found := k > 0 AND t_phase[k] = 1;
          IF q_found THEN
            q_debit := a_id[t_debit[k]]; q_credit := a_id[t_credit[k]]; q_amount := t_amount[k]; q_expires := t_expires[k];
          END IF;
        END IF;
        v_answer := CASE
          WHEN NOT q_found THEN 'pending_not_found'
          WHEN q_debit <> a_id[d] OR q_credit <> a_id[c] THEN 'pending_has_different_accounts'
          WHEN p_done[q] = 2 THEN 'pending_already_posted'
          WHEN p_done[q] = 3 THEN 'pending_already_voided'
          WHEN p_done[q] = 4 THEN 'pending_expired'
          WHEN t_phase[i] <> 4 AND q_expires <= p_now THEN 'pending_expired'
          WHEN t_phase[i] = 4 AND (q_expires IS NULL OR q_expires > p_now) THEN 'pending_not_expired'
          WHEN t_phase[i] = 2 AND v_amount > q_amount THEN 'exceeds_pending_amount'
          WHEN t_phase[i] > 2 AND v_amount <> q_amount THEN 'pending_has_different_amount' END;
      END IF;

      IF v_answer IS NULL THEN
        IF NOT a_open[d] OR NOT a_open[c] THEN
          v_answer := 'account_closed';
        ELSIF t_phase[i] <= 1 AND a_rule[d] = 1 AND a_cc[d] - a_dd[d] - a_dp[d] < v_amount THEN
          v_answer := 'exceeds_credits';
        ELSIF t_phase[i] <= 1 AND a_rule[c] = 2 AND a_dd[c] - a_cc[c] - a_cp[c] < v_amount THEN
          v_answer := 'exceeds_debits';
        ELSIF t_phase[i] = 1 AND ((NOT a_hot[d] AND a_dp[d] > c_counter_max - v_amount)
          OR (NOT a_hot[c] AND a_cp[c] > c_counter_max - v_amount)) THEN
          v_answer := 'counter_overflow';
        ELSIF t_phase[i] IN (0, 2) AND ((NOT a_hot[d] AND a_dd[d] > c_counter_max - v_amount)
          OR (NOT a_hot[c] AND a_cc[c] > c_counter_max - v_amount)) THEN
          v_answer := 'counter_overflow';
        END IF;
      END IF;

      IF v_answer IS NULL THEN
        v_answer := 'applied';
        v_applied := true;
        placed[s] := i;
        IF q > 0 THEN
          p_done[q] := t_phase[i];
          release[i] := q_amount;
          a_dp[d] := a_dp[d] - q_amount;
          a_cp[c] := a_cp[c] - q_amount;
        END IF;
        IF t_phase[i] = 1 THEN
          a_dp[d] := a_dp[d] + v_amount;
          a_cp[c] := a_cp[c] + v_amount;
        ELSIF t_phase[i] IN (0, 2) THEN
          a_dd[d] := a_dd[d] + v_amount;
          a_cc[c] := a_cc[c] + v_amount;
        END IF;
      ELSIF NOT v_failed AND NOT v_known AND v_answer <> 'exists' THEN
        v_failed := true;
        -- Undo what this chain has done, and say so; only the refused transfer keeps a reason of its own.
        FOR k IN v_start..i - 1 LOOP
          IF result[k] = 'applied' THEN
            s := t_slot[k]; d := t_debit[k]; c := t_credit[k]; q := t_pending[k]; v_amount := t_amount[k];
            placed[s] := 0;
            IF q > 0 THEN
              p_done[q] := 0;
              a_dp[d] := a_dp[d] + release[k];
              a_cp[c] := a_cp[c] + release[k];
              release[k] := 0;
            END IF;
            IF t_phase[k] = 1 THEN
              a_dp[d] := a_dp[d] - v_amount;
              a_cp[c] := a_cp[c] - v_amount;
            ELSIF t_phase[k] IN (0, 2) THEN
              a_dd[d] := a_dd[d] - v_amount;
              a_cc[c] := a_cc[c] - v_amount;
            END IF;
          END IF;
          result[k] := 'linked_transfer_failed';
        END LOOP;
        v_applied := false;
      END IF;
      result[i] := v_answer;
      i := i + 1;
    END LOOP;

    IF v_applied THEN
      j_placed[j_slot[v_chain]] := v_chain;
    END IF;
  END LOOP;
END $$;

-- Writes the transfers that are kept, as a batch of their own: places, sums and what came before counted anew. Only the
-- first of the journals' transfers carries the journal.
CREATE FUNCTION write_kept(
  v_keep boolean[], v_release bigint[], l_no integer[], a_id uuid[], a_lot_no integer[],
  j_first integer[], j_id uuid[], j_event text[], j_subject text[], p_id uuid[], p_codes text[],
  t_id uuid[], t_debit integer[], t_credit integer[], t_amount bigint[], t_code integer[], t_occurred timestamptz[],
  t_chain integer[], t_phase integer[], t_pending integer[], t_expires timestamptz[]
) RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  n CONSTANT integer := cardinality(t_id);
  k record; a record; b record; t record; j record; p record;
  v_place integer[]; v_pending integer[]; v_account integer[];
BEGIN
  -- The kept transfers, and for each place of the batch the new one.
  SELECT array_agg(u.ord::integer ORDER BY u.ord) AS ord,
    array_agg(u.position::integer ORDER BY u.ord) AS position INTO k
  FROM (
    SELECT g.ord, row_number() OVER (PARTITION BY t_chain[g.ord] ORDER BY g.ord) AS position
    FROM generate_series(1, n) AS g(ord) WHERE v_keep[g.ord]
  ) u;
  SELECT array_agg(coalesce(p.place, 0) ORDER BY g.ord) INTO v_place
  FROM generate_series(1, n) AS g(ord) LEFT JOIN unnest(k.ord) WITH ORDINALITY AS p(ord, place) ON p.ord = g.ord;

  WITH entry AS (
    SELECT v_place[o] AS place, t_debit[o] AS ix, true AS is_debit, t_amount[o] AS amount, coalesce(t_phase[o], 0) AS phase
    FROM unnest(k.ord) AS u(o)
    UNION ALL
    SELECT v_place[o], t_credit[o], false, t_amount[o], coalesce(t_phase[o], 0) FROM unnest(k.ord) AS u(o)
  ), linked AS (
    SELECT e.*, coalesce(lag(e.place) OVER (PARTITION BY e.ix ORDER BY e.place), 0) AS prev FROM entry e
  ), account AS (
    SELECT l.ix, row_number() OVER (ORDER BY l.ix) AS new_ix, max(l.place) AS last,
      coalesce(sum(l.amount) FILTER (WHERE l.is_debit AND l.phase = 1), 0) AS dp,
      coalesce(sum(l.amount) FILTER (WHERE l.is_debit AND l.phase IN (0, 2)), 0) AS dd,
      coalesce(sum(l.amount) FILTER (WHERE NOT l.is_debit AND l.phase = 1), 0) AS cp,
      coalesce(sum(l.amount) FILTER (WHERE NOT l.is_debit AND l.phase IN (0, 2)), 0) AS cc
    FROM linked l GROUP BY l.ix
  )
  SELECT (SELECT array_agg(ix ORDER BY new_ix) FROM account) AS ix, (SELECT array_agg(last ORDER BY new_ix) FROM account) AS last,
    (SELECT array_agg(dp::bigint ORDER BY new_ix) FROM account) AS dp,
    (SELECT array_agg(dd::bigint ORDER BY new_ix) FROM account) AS dd,
    (SELECT array_agg(cp::bigint ORDER BY new_ix) FROM account) AS cp,
    (SELECT array_agg(cc::bigint ORDER BY new_ix) FROM account) AS cc,
    (SELECT array_agg(prev ORDER BY place) FROM linked WHERE is_debit) AS debit_prev,
    (SELECT array_agg(prev ORDER BY place) FROM linked WHERE NOT is_debit) AS credit_prev
  INTO a;
  SELECT array_agg(coalesce(m.new_ix, 0)::integer ORDER BY g.ix) INTO v_account
  FROM generate_series(1, cardinality(a_id)) AS g(ix) LEFT JOIN unnest(a.ix) WITH ORDINALITY AS m(ix, new_ix) ON m.ix = g.ix;
  SELECT array_agg(o ORDER BY p_id[t_pending[o]]) INTO v_pending FROM unnest(k.ord) AS u(o) WHERE t_pending[o] > 0;

  SELECT array_agg(a_id[x] ORDER BY o) AS id, array_agg(a_lot_no[x] ORDER BY o) AS lot_no, array_agg(o::integer ORDER BY o) AS lot
  INTO b FROM unnest(a.ix) WITH ORDINALITY AS u(x, o);
  SELECT array_agg(t_id[o] ORDER BY o) AS id, array_agg(v_account[t_debit[o]] ORDER BY o) AS debit,
    array_agg(v_account[t_credit[o]] ORDER BY o) AS credit, array_agg(t_amount[o] ORDER BY o) AS amount,
    array_agg(t_code[o] ORDER BY o) AS code, array_agg(t_occurred[o] ORDER BY o) AS occurred,
    array_agg(t_phase[o] ORDER BY o) AS phase, array_agg(t_expires[o] ORDER BY o) AS expires,
    array_agg(coalesce(array_position(v_pending, o), 0) ORDER BY o) AS pending
  INTO t FROM unnest(k.ord) AS u(o);
  SELECT array_agg(v_place[u.f] ORDER BY u.f) AS first, coalesce(array_agg(u.id ORDER BY u.f), '{}') AS id,
    array_agg(u.event ORDER BY u.f) AS event, array_agg(u.subject ORDER BY u.f) AS subject
  INTO j FROM unnest(j_first, j_id, j_event, j_subject) AS u(f, id, event, subject) WHERE v_keep[u.f];
  SELECT coalesce(array_agg(p_id[t_pending[u.o]] ORDER BY u.i), '{}') AS id, array_agg(v_place[u.o] ORDER BY u.i) AS at,
    array_agg(v_release[u.o] ORDER BY u.i) AS release
  INTO p FROM unnest(v_pending) WITH ORDINALITY AS u(o, i);

  PERFORM write_transfers(false, b.lot_no, b.id, b.lot, a.dp, a.dd, a.cp, a.cc, NULL, NULL, a.last,
    j.first, j.id, j.event, j.subject, p.id, p.at, p.release, p_codes, t.id, t.debit, t.credit, t.amount, t.code,
    t.occurred, a.debit_prev, a.credit_prev, k.position, t.phase, t.pending, t.expires);
END $$;

CREATE FUNCTION decide_and_write(
  p_now timestamptz, l_book text[], l_unit text[], l_no integer[], a_id uuid[], a_lot integer[],
  j_first integer[], j_id uuid[], j_event text[], j_subject text[], p_id uuid[], p_codes text[],
  t_id uuid[], t_debit integer[], t_credit integer[], t_amount bigint[], t_code integer[], t_occurred timestamptz[],
  t_position integer[], t_phase integer[], t_pending integer[], t_expires timestamptz[], t_static text[], t_lot integer[]
) RETURNS text[] LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  n CONSTANT integer := cardinality(t_id);
  a record; p record; t record; j record; v_result text[]; v_release bigint[]; v_keep boolean[]; v_any boolean;
BEGIN
  -- Locks in the same order as the quick way: pending transfers, balances, shares, each by id.
  WITH locked AS MATERIALIZED (
    SELECT x.* FROM pending_transfer x WHERE x.id = ANY (p_id) ORDER BY x.id FOR UPDATE
  )
  SELECT coalesce(array_agg(x.id IS NOT NULL ORDER BY u.ix), '{}') AS known, array_agg(x.debit ORDER BY u.ix) AS debit,
    array_agg(x.credit ORDER BY u.ix) AS credit, array_agg(x.amount_minor ORDER BY u.ix) AS amount,
    array_agg(x.expires_at ORDER BY u.ix) AS expires,
    array_agg(CASE x.resolved_phase WHEN 'post' THEN 2 WHEN 'void' THEN 3 WHEN 'expire' THEN 4 ELSE 0 END ORDER BY u.ix) AS done,
    array_agg(coalesce((SELECT min(s.ord) FROM unnest(t_id) WITH ORDINALITY AS s(id, ord) WHERE s.id = u.id), 0)::integer
      ORDER BY u.ix) AS slot
  INTO p
  FROM unnest(p_id) WITH ORDINALITY AS u(id, ix) LEFT JOIN locked x ON x.id = u.id;

  PERFORM 1 FROM balance b WHERE b.account = ANY (a_id) AND NOT b.hot ORDER BY b.account FOR NO KEY UPDATE;
  PERFORM 1 FROM account_share s
  WHERE s.account IN (SELECT b.account FROM balance b WHERE b.account = ANY (a_id) AND b.hot AND b.rule > 0)
  ORDER BY s.account, s.slot FOR NO KEY UPDATE;

  -- Of a hot account with a rule, what is available stands for its counters.
  SELECT array_agg(b.account IS NOT NULL ORDER BY u.ix) AS known, array_agg(l.book::text ORDER BY u.ix) AS book,
    array_agg(l.unit::text ORDER BY u.ix) AS unit, array_agg(b.is_open ORDER BY u.ix) AS open,
    array_agg(b.hot ORDER BY u.ix) AS hot,
    array_agg(b.rule::integer ORDER BY u.ix) AS rule, array_agg(b.lot ORDER BY u.ix) AS lot,
    array_agg(CASE WHEN b.hot THEN 0 ELSE b.debits_pending END ORDER BY u.ix) AS dp,
    array_agg(CASE WHEN b.hot THEN CASE b.rule WHEN 2 THEN s.available ELSE 0 END ELSE b.debits_posted END ORDER BY u.ix) AS dd,
    array_agg(CASE WHEN b.hot THEN 0 ELSE b.credits_pending END ORDER BY u.ix) AS cp,
    array_agg(CASE WHEN b.hot THEN CASE b.rule WHEN 1 THEN s.available ELSE 0 END ELSE b.credits_posted END ORDER BY u.ix) AS cc
  INTO a
  FROM unnest(a_id) WITH ORDINALITY AS u(id, ix)
  LEFT JOIN balance b ON b.account = u.id LEFT JOIN lot l ON l.no = b.lot
  LEFT JOIN LATERAL (SELECT sum(x.available)::bigint AS available FROM account_share x WHERE x.account = b.account) s
    ON b.hot AND b.rule > 0;

  SELECT array_agg(x.chain ORDER BY x.ord) AS chain, array_agg(x.slot ORDER BY x.ord) AS slot,
    array_agg(l_unit[x.lot] ORDER BY x.ord) AS unit, array_agg(coalesce(x.phase, 0) ORDER BY x.ord) AS phase,
    array_agg(coalesce(x.pending, 0) ORDER BY x.ord) AS pending
  INTO t
  FROM (
    SELECT u.ord, u.phase, u.pending,
      (sum(CASE WHEN coalesce(u.position, 1) = 1 THEN 1 ELSE 0 END) OVER (ORDER BY u.ord))::integer AS chain,
      (min(u.ord) OVER (PARTITION BY u.id))::integer AS slot, coalesce(u.lot, a_lot[u.debit], 1) AS lot
    FROM unnest(t_id, t_position, t_phase, t_pending, t_debit, t_lot) WITH ORDINALITY
      AS u(id, position, phase, pending, debit, lot, ord)
  ) x;

  SELECT array_agg(x.uuid ORDER BY x.chain) AS uuid, array_agg(x.slot ORDER BY x.chain) AS slot,
    array_agg(x.taken ORDER BY x.chain) AS taken, array_agg(l_book[x.lot] ORDER BY x.chain) AS book
  INTO j
  FROM (
    SELECT y.*, (min(y.chain) OVER (PARTITION BY y.uuid))::integer AS slot,
      EXISTS (SELECT 1 FROM journal_id i WHERE i.id = y.uuid)
        -- The journal of a lone transfer has no row: it is posted when the transfer is, and not in another journal.
        OR EXISTS (SELECT 1 FROM transfer_id i JOIN transfer x ON x.no = i.no
          WHERE i.id = lone_transfer_id(y.uuid) AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.no = x.no - x.position + 1))
        AS taken
    FROM (
      SELECT row_number() OVER (ORDER BY u.ord) AS chain, coalesce(e.id, lone_journal_id(u.id)) AS uuid,
        coalesce(u.lot, a_lot[u.debit], 1) AS lot
      FROM unnest(t_id, t_position, t_debit, t_lot) WITH ORDINALITY AS u(id, position, debit, lot, ord)
      LEFT JOIN unnest(j_first, j_id) AS e(first, id) ON e.first = u.ord
      WHERE coalesce(u.position, 1) = 1
    ) y
  ) x;

  SELECT d.result, d.release INTO v_result, v_release FROM decide_transfers(
    p_now, p_codes, j.uuid, j.slot, j.taken, j.book, t.chain, t_id, t.slot, t_debit, t_credit, t_amount, t.unit, t_code, t.phase,
    t.pending, t_expires, t_static, a_id, a.known, a.book, a.unit, a.open, a.hot, a.rule, a.dp, a.dd, a.cp, a.cc,
    p_id, p.slot, p.known, p.debit, p.credit, p.amount, p.expires, p.done) d;
  SELECT array_agg(u.result = 'applied' ORDER BY u.ord), bool_or(u.result = 'applied') INTO v_keep, v_any
  FROM unnest(v_result) WITH ORDINALITY AS u(result, ord);
  IF v_any THEN
    PERFORM write_kept(v_keep, v_release, l_no, a_id, a.lot, j_first, j_id, j_event, j_subject, p_id, p_codes,
      t_id, t_debit, t_credit, t_amount, t_code, t_occurred, t.chain, t.phase, t.pending, t_expires);
  END IF;
  RETURN v_result;
END $$;
