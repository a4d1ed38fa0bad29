-- SPDX-License-Identifier: Apache-2.0
-- post_transfers: one call applies a whole batch. Journals are all or none and follow request order; the others of the
-- batch are unaffected. Two ways to the same answers: the quick one, which writes at once and gives up when any
-- condition does not hold, and the exact one, which locks, decides in request order and then writes by the same
-- function. A property test holds both against an independent auditor.
--
-- The caller has looked through the batch once, so nothing is summed here that it can sum:
--   l_book, l_unit: the lots named; a_lot indexes them.
--   a_*: each account once, in ascending order: what it moves in all (releases of pending transfers not yet counted),
--     what must be available beforehand so that no transfer overdraws it in request order (as debit, as credit), and
--     the place of its last transfer.
--   t_*: the transfers in request order, those of a journal together; t_debit and t_credit index a_id, t_code indexes
--     p_codes, t_pending indexes p_id. t_debit_prev, t_credit_prev: the place of the account's transfer before, or 0.
--     t_position: the place in the journal. Arrays of defaults may be null: position 1, phase 0,
--     the first lot and code, nothing pending.
--     t_phase: 0 posted, 1 pending, 2 post, 3 void, 4 expire. t_static: what the caller refuses by form alone.
--     t_lot: only when an account is named with two lots, so that one of them is wrong; forces the exact way.
--   j_*: the journals but those of a lone transfer, by the place of their first transfer.
--   p_id, p_at: the pending transfers that are resolved, in ascending order, and the place of what resolves each.
-- Answers null when all are applied, else one answer for each.

CREATE FUNCTION ledger_id(p_prefix text, p_id uuid) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT p_prefix || '_' || string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz',
    (substring('00' || (('x' || replace(p_id::text, '-', ''))::bit(128))::text FROM g * 5 + 1 FOR 5))::bit(5)::integer + 1, 1), ''
    ORDER BY g)
  FROM generate_series(0, 25) AS g
$$;

CREATE FUNCTION ledger_uuid(p_id text) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT lpad(string_agg(to_hex(substring(bits FROM g * 4 + 3 FOR 4)::bit(4)::integer), '' ORDER BY g), 32, '0')::uuid
  FROM (
    SELECT string_agg((strpos('0123456789abcdefghjkmnpqrstvwxyz', substr(p_id, 4 + c, 1)) - 1)::bit(5)::text, '' ORDER BY c) AS bits
    FROM generate_series(1, 26) AS c
  ) b, generate_series(0, 31) AS g
$$;

CREATE FUNCTION lone_journal_id(p_transfer uuid) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT encode(set_byte(uuid_send(p_transfer), 8, get_byte(uuid_send(p_transfer), 8) | 64), 'hex')::uuid
$$;

-- The transfer that alone may stand in this journal; null for an ordinary journal.
CREATE FUNCTION lone_transfer_id(p_journal uuid) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN get_byte(uuid_send(p_journal), 8) >= 192
    THEN encode(set_byte(uuid_send(p_journal), 8, get_byte(uuid_send(p_journal), 8) & 191), 'hex')::uuid END
$$;

CREATE FUNCTION open_accounts(
  a_id uuid[], a_book text[], a_code text[], a_unit text[], a_owner text[], a_side text[], a_overdraft text[], a_hot boolean[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  -- More than processes times connections that post at once is of no use; each costs a row to read when money is short.
  c_shares CONSTANT integer := 16;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM unnest(a_id) AS u(id) WHERE NOT EXISTS (SELECT 1 FROM balance b WHERE b.account = u.id)) THEN
    RETURN;
  END IF;
  -- Everything in order, so that two calls that open the same accounts wait for each other and never in a ring.
  INSERT INTO lot (book, unit)
  SELECT DISTINCT u.book COLLATE "C", u.unit COLLATE "C" FROM unnest(a_book, a_unit) AS u(book, unit)
  WHERE NOT EXISTS (SELECT 1 FROM lot l WHERE l.book = u.book AND l.unit = u.unit)
  ORDER BY 1, 2 ON CONFLICT DO NOTHING;

  INSERT INTO account (id, lot, code, owner, normal_side, overdraft)
  SELECT u.id, l.no, u.code, u.owner, u.side, u.overdraft
  FROM unnest(a_id, a_book, a_code, a_unit, a_owner, a_side, a_overdraft) AS u(id, book, code, unit, owner, side, overdraft)
  JOIN lot l ON l.book = u.book AND l.unit = u.unit
  WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.id = u.id)
  ORDER BY u.id ON CONFLICT DO NOTHING;

  INSERT INTO balance (account, lot, rule, hot)
  SELECT a.id, a.lot, CASE WHEN a.overdraft = 'unlimited' THEN 0 WHEN a.normal_side = 'credit' THEN 1 ELSE 2 END, u.hot
  FROM unnest(a_id, a_hot) AS u(id, hot) JOIN account a ON a.id = u.id
  WHERE NOT EXISTS (SELECT 1 FROM balance b WHERE b.account = u.id)
  ORDER BY a.id ON CONFLICT DO NOTHING;

  INSERT INTO account_share (account, slot)
  SELECT b.account, g.slot
  FROM unnest(a_id) AS u(id) JOIN balance b ON b.account = u.id, generate_series(0, c_shares - 1) AS g(slot)
  WHERE b.hot AND b.rule > 0 AND NOT EXISTS (SELECT 1 FROM account_share s WHERE s.account = u.id)
  ORDER BY b.account, g.slot ON CONFLICT DO NOTHING;
END $$;

-- Moves what accounts move, each found by its key in the given order: so two calls that meet wait in a line, never in a
-- ring. Hot accounts and those for which a condition does not hold stay as they are and are missing in the answer. With
-- a_debit_need null the caller has checked and holds the locks.
CREATE FUNCTION move_balances(
  p_ref bigint, l_no integer[], a_id uuid[], a_lot integer[], a_dp bigint[], a_dd bigint[], a_cp bigint[], a_cc bigint[],
  a_debit_need bigint[], a_credit_need bigint[], a_last integer[],
  OUT moved integer, OUT moved_at bigint[], OUT prev bigint[]
) LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
BEGIN
  WITH changed AS (
    UPDATE balance b SET debits_pending = b.debits_pending + coalesce(u.dp, 0), debits_posted = b.debits_posted + u.dd,
      credits_pending = b.credits_pending + coalesce(u.cp, 0), credits_posted = b.credits_posted + u.cc,
      prev_ref = b.last_ref, last_ref = p_ref + u.last
    FROM unnest(a_id, a_lot, a_dp, a_dd, a_cp, a_cc, a_debit_need, a_credit_need, a_last) WITH ORDINALITY
      AS u(id, lot, dp, dd, cp, cc, debit_need, credit_need, last, ix)
    WHERE b.account = u.id AND NOT b.hot AND b.is_open AND b.lot = l_no[coalesce(u.lot, 1)]
      AND (u.debit_need IS NULL OR (
        CASE b.rule WHEN 1 THEN b.credits_posted - b.debits_posted - b.debits_pending >= u.debit_need
          WHEN 2 THEN b.debits_posted - b.credits_posted - b.credits_pending >= u.credit_need ELSE true END
        -- Below 2^62 each; the caller lets no batch move more than 2^61, so no counter can overflow.
        AND (b.debits_pending | b.debits_posted | b.credits_pending | b.credits_posted) < 4611686018427387904))
    RETURNING u.ix, coalesce(b.prev_ref, 0) AS prev_ref
  )
  -- In the order of the update, which is the given one; without nulls, which make an array slow to read.
  SELECT count(*), array_agg(c.ix), array_agg(c.prev_ref) INTO moved, moved_at, prev FROM changed c;
END $$;

-- Spreads what is available over all shares of the account, which the caller has locked.
CREATE FUNCTION spread_shares(p_account uuid, p_change bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE account_share s
  SET available = t.total / t.count + CASE WHEN s.slot < t.total % t.count THEN 1 ELSE 0 END
  FROM (SELECT sum(available)::bigint + p_change AS total, count(*) AS count FROM account_share WHERE account = p_account) t
  WHERE s.account = p_account
$$;

-- Writes a batch. False when a condition does not hold (quick way only): then nothing of it may stay. p_release: what each
-- of p_id had reserved.
CREATE FUNCTION write_transfers(
  p_checked boolean, l_no integer[],
  a_id uuid[], a_lot integer[], a_dp bigint[], a_dd bigint[], a_cp bigint[], a_cc bigint[],
  a_debit_need bigint[], a_credit_need bigint[], a_last integer[],
  j_first integer[], j_id uuid[], j_event text[], j_subject text[],
  p_id uuid[], p_at integer[], p_release bigint[], p_codes text[],
  t_id uuid[], t_debit integer[], t_credit integer[], t_amount bigint[], t_code integer[], t_occurred timestamptz[],
  t_debit_prev integer[], t_credit_prev integer[], t_position integer[], t_phase integer[], t_pending integer[],
  t_expires timestamptz[]
) RETURNS boolean LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  c_phases CONSTANT transfer_phase[] := ARRAY['posted', 'pending', 'post', 'void', 'expire'];
  n CONSTANT integer := cardinality(a_id);
  v_token CONSTANT bigint := nextval('call_token');
  v_ref CONSTANT bigint := v_token << 16;
  v_base bigint; v_recorded timestamptz; v_dp bigint[] := a_dp; v_cp bigint[] := a_cp;
  v_moved integer; v_at bigint[]; v_prev bigint[]; v_hot boolean[]; h record;
BEGIN
  IF cardinality(p_id) > 0 THEN
    SELECT array_agg(coalesce(a_dp[g.ix], 0) - coalesce(d.amount, 0) ORDER BY g.ix),
      array_agg(coalesce(a_cp[g.ix], 0) - coalesce(c.amount, 0) ORDER BY g.ix)
    INTO v_dp, v_cp
    FROM generate_series(1, n) AS g(ix)
    LEFT JOIN (
      SELECT t_debit[r.at] AS ix, sum(r.amount)::bigint AS amount FROM unnest(p_at, p_release) AS r(at, amount) GROUP BY 1
    ) d
      ON d.ix = g.ix
    LEFT JOIN (
      SELECT t_credit[r.at] AS ix, sum(r.amount)::bigint AS amount FROM unnest(p_at, p_release) AS r(at, amount) GROUP BY 1
    ) c
      ON c.ix = g.ix;
  END IF;

  SELECT m.moved, m.moved_at, m.prev INTO v_moved, v_at, v_prev FROM move_balances(v_ref, l_no, a_id, a_lot, v_dp, a_dd, v_cp,
    a_cc, a_debit_need, a_credit_need, a_last) m;

  IF v_moved < n THEN
    -- The others are hot, or a condition does not hold.
    FOR h IN
      SELECT u.ix, u.id, b.rule, coalesce(u.dp, 0) AS dp, u.dd, coalesce(u.cp, 0) AS cp, u.cc,
        CASE b.rule WHEN 1 THEN u.debit_need WHEN 2 THEN u.credit_need END AS need,
        CASE b.rule WHEN 1 THEN u.cc - u.dd - coalesce(u.dp, 0) WHEN 2 THEN u.dd - u.cc - coalesce(u.cp, 0) END AS change
      FROM unnest(a_id, a_lot, v_dp, a_dd, v_cp, a_cc, a_debit_need, a_credit_need) WITH ORDINALITY
        AS u(id, lot, dp, dd, cp, cc, debit_need, credit_need, ix)
      JOIN balance b ON b.account = u.id AND b.hot AND b.lot = l_no[coalesce(u.lot, 1)]
      ORDER BY u.ix
    LOOP
      v_moved := v_moved + 1;
      INSERT INTO account_delta (account, debits_pending, debits_posted, credits_pending, credits_posted)
      VALUES (h.id, h.dp, h.dd, h.cp, h.cc);
      IF h.rule > 0 AND p_checked THEN
        UPDATE account_share s SET available = s.available + h.change
        WHERE s.account = h.id AND s.slot = pg_backend_pid() % 16 AND s.available >= h.need;
        IF NOT FOUND THEN
          RETURN false;
        END IF;
      ELSIF h.rule > 0 THEN
        PERFORM spread_shares(h.id, h.change);
      END IF;
    END LOOP;
    IF v_moved < n THEN
      RETURN false;
    END IF;
    SELECT array_agg(coalesce(m.prev, 0) ORDER BY g.ix), array_agg(m.ix IS NULL ORDER BY g.ix) INTO v_prev, v_hot
    FROM generate_series(1, n) AS g(ix) LEFT JOIN unnest(v_at, v_prev) AS m(ix, prev) ON m.ix = g.ix;
  END IF;

  -- Every lock is held: what this call builds on has a lower number, and what builds on it will have a higher one.
  v_base := nextval('call_no') << 16;
  v_recorded := clock_timestamp();
  INSERT INTO call_ref (token, call_no) VALUES (v_token, v_base >> 16);

  INSERT INTO transfer (no, id, debit, credit, amount_minor, occurred_at, recorded_at, debit_prev, credit_prev, pending_id,
    expires_at, position, phase, code)
  SELECT v_base + u.ord, u.id, a_id[u.debit], a_id[u.credit], u.amount, u.occurred, v_recorded,
    CASE WHEN v_hot[u.debit] THEN NULL WHEN u.debit_prev > 0 THEN v_ref + u.debit_prev ELSE nullif(v_prev[u.debit], 0) END,
    CASE WHEN v_hot[u.credit] THEN NULL WHEN u.credit_prev > 0 THEN v_ref + u.credit_prev ELSE nullif(v_prev[u.credit], 0) END,
    p_id[u.pending], u.expires, coalesce(u.position, 1), c_phases[coalesce(u.phase, 0) + 1], p_codes[coalesce(u.code, 1)]
  FROM unnest(t_id, t_debit, t_credit, t_amount, t_code, t_occurred, t_debit_prev, t_credit_prev, t_position, t_phase, t_pending,
    t_expires) WITH ORDINALITY AS u(id, debit, credit, amount, code, occurred, debit_prev, credit_prev, position, phase, pending,
    expires, ord);

  INSERT INTO transfer_id (id, no) SELECT u.id, v_base + u.ord FROM unnest(t_id) WITH ORDINALITY AS u(id, ord);

  IF cardinality(j_id) > 0 THEN
    INSERT INTO journal (no, id, event, subject)
    SELECT v_base + u.first, u.id, u.event, u.subject
    FROM unnest(j_first, j_id, j_event, j_subject) AS u(first, id, event, subject);
    INSERT INTO journal_id (id, no) SELECT u.id, v_base + u.first FROM unnest(j_first, j_id) AS u(first, id);
  END IF;

  IF t_phase IS NOT NULL THEN
    INSERT INTO pending_transfer (id, no, debit, credit, amount_minor, expires_at)
    SELECT u.id, v_base + u.ord, a_id[u.debit], a_id[u.credit], u.amount, u.expires
    FROM unnest(t_id, t_debit, t_credit, t_amount, t_phase, t_expires) WITH ORDINALITY
      AS u(id, debit, credit, amount, phase, expires, ord)
    WHERE u.phase = 1;
    UPDATE pending_transfer p SET resolved_no = v_base + u.at, resolved_phase = c_phases[t_phase[u.at] + 1]
    FROM unnest(p_id, p_at) AS u(id, at) WHERE p.id = u.id;
  END IF;
  RETURN true;
END $$;

CREATE FUNCTION post_transfers(
  p_now timestamptz, p_exact boolean, l_book text[], l_unit text[],
  a_id uuid[], a_lot integer[], a_dp bigint[], a_dd bigint[], a_cp bigint[], a_cc bigint[],
  a_debit_need bigint[], a_credit_need bigint[], a_last integer[],
  j_first integer[], j_id uuid[], j_event text[], j_subject text[],
  p_id uuid[], p_at integer[], p_codes text[],
  t_id uuid[], t_debit integer[], t_credit integer[], t_amount bigint[], t_code integer[], t_occurred timestamptz[],
  t_debit_prev integer[], t_credit_prev integer[], t_position integer[], t_phase integer[], t_pending integer[],
  t_expires timestamptz[], t_static text[], t_lot integer[]
) RETURNS text[] LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_exact boolean := p_exact;
  v_now CONSTANT timestamptz := coalesce(p_now, clock_timestamp());
  l_no integer[]; v_fine boolean; v_release bigint[]; v_result text[];
BEGIN
  -- The transaction has its id before the call has its number: sealing relies on it.
  PERFORM pg_current_xact_id();
  FOR v_attempt IN 1..5 LOOP
    -- One savepoint per call. The quick way leaves it when a condition does not hold; a race for the same id fails
    -- inside it, and the loser looks again and finds the winner.
    BEGIN
      SELECT array_agg(l.no ORDER BY u.ix) INTO l_no
      FROM unnest(l_book, l_unit) WITH ORDINALITY AS u(book, unit, ix)
      LEFT JOIN lot l ON l.book = u.book COLLATE "C" AND l.unit = u.unit COLLATE "C";

      IF v_exact THEN
        RETURN decide_and_write(v_now, l_book, l_unit, l_no, a_id, a_lot, j_first, j_id, j_event, j_subject, p_id,
          p_codes, t_id, t_debit, t_credit, t_amount, t_code, t_occurred, t_position, t_phase, t_pending, t_expires, t_static,
          t_lot);
      END IF;

      v_fine := true;
      IF cardinality(p_id) > 0 THEN
        WITH locked AS MATERIALIZED (
          SELECT p.* FROM pending_transfer p WHERE p.id = ANY (p_id) ORDER BY p.id FOR UPDATE
        )
        SELECT coalesce(bool_and(p.resolved_no IS NULL
            AND p.debit = a_id[t_debit[u.at]] AND p.credit = a_id[t_credit[u.at]]
            AND coalesce(p.expires_at <= v_now, false) = (t_phase[u.at] = 4)
            AND CASE WHEN t_phase[u.at] = 2 THEN t_amount[u.at] <= p.amount_minor ELSE t_amount[u.at] = p.amount_minor END), false)
            AND count(p.id) = cardinality(p_id),
          array_agg(p.amount_minor ORDER BY u.ix)
        INTO v_fine, v_release
        FROM unnest(p_id, p_at) WITH ORDINALITY AS u(id, at, ix) LEFT JOIN locked p ON p.id = u.id;
      END IF;
      IF t_expires IS NOT NULL THEN
        v_fine := v_fine AND NOT EXISTS (SELECT 1 FROM unnest(t_expires) AS u(expires) WHERE u.expires <= v_now);
      END IF;
      IF v_fine THEN
        v_fine := write_transfers(true, l_no, a_id, a_lot, a_dp, a_dd, a_cp, a_cc, a_debit_need,
          a_credit_need, a_last, j_first, j_id, j_event, j_subject, p_id, p_at, v_release, p_codes,
          t_id, t_debit, t_credit, t_amount, t_code, t_occurred, t_debit_prev, t_credit_prev, t_position, t_phase, t_pending,
          t_expires);
      END IF;
      IF v_fine THEN
        RETURN NULL;
      END IF;
      -- Whatever the quick way has written goes with the savepoint.
      RAISE EXCEPTION 'the exact way' USING ERRCODE = 'JD001';
    EXCEPTION WHEN unique_violation OR SQLSTATE 'JD001' THEN
      v_exact := true;
    END;
  END LOOP;
  -- Five lost races in one call do not happen by chance; the caller's transaction starts again on a fresh snapshot.
  RAISE EXCEPTION 'post_transfers lost five races for the same ids' USING ERRCODE = 'serialization_failure';
END $$;
