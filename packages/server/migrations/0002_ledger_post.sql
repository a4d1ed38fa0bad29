-- SPDX-License-Identifier: Apache-2.0
-- post_transfers: one call applies a whole batch. Journals (here: chains) are all or none and follow request order; the
-- others of the batch are unaffected. Two ways to the same answers: set-wise when the batch obviously passes, and an
-- exact loop in request order when it may not. A property test holds both against an independent auditor.
--
-- The caller interns what repeats, so that everything inside is an array of integers: t_debit and t_credit index
-- p_accounts, t_unit indexes p_units, j_book indexes p_books, t_pending indexes p_pendings (0: none). t_slot is the
-- index of the first transfer of the batch with the same id, j_slot of the first journal with the same id, and
-- p_pending_slot the slot of a pending transfer that is itself in the batch (0: it is not).
-- t_phase: 0 posted, 1 pending, 2 post, 3 void, 4 expire. t_static: what the caller refuses by form alone, or null.
-- p_now: the caller's clock, for expiry; null: the database's own.
-- p_exact forces the exact loop (the property test compares both).

CREATE FUNCTION open_accounts(
  a_id text[], a_book text[], a_code text[], a_unit text[], a_owner text[], a_side text[], a_overdraft text[], a_hot boolean[]
) RETURNS void LANGUAGE sql AS $$
  -- In id order, so that two calls that open the same accounts wait for each other and never in a ring.
  INSERT INTO account (id, book, code, unit, owner, normal_side, overdraft, hot)
  SELECT u.id, u.book, u.code, u.unit, u.owner, u.side, u.overdraft, u.hot
  FROM unnest(a_id, a_book, a_code, a_unit, a_owner, a_side, a_overdraft, a_hot)
    AS u(id, book, code, unit, owner, side, overdraft, hot)
  WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.id = u.id)
  ORDER BY u.id COLLATE "C"
  ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION post_transfers(
  p_now timestamptz, p_exact boolean,
  p_accounts text[], p_units text[], p_books text[], p_pendings text[], p_pending_slot integer[],
  j_id text[], j_slot integer[], j_book integer[], j_event text[], j_subject text[],
  t_chain integer[], t_id text[], t_slot integer[], t_debit integer[], t_credit integer[], t_amount bigint[],
  t_unit integer[], t_code text[], t_phase integer[], t_pending integer[],
  t_occurred timestamptz[], t_expires timestamptz[], t_static text[]
) RETURNS text[] LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  c_phases CONSTANT text[] := ARRAY['posted', 'pending', 'post', 'void', 'expire'];
  -- Below the 63-bit limit by more than one batch can add.
  c_counter_max CONSTANT bigint := 9000000000000000000;
  n CONSTANT integer := cardinality(t_id);
  v_now CONSTANT timestamptz := coalesce(p_now, clock_timestamp());
  v_exact boolean := p_exact;
  -- Accounts, by index in p_accounts.
  a_no bigint[]; a_unit integer[]; a_book integer[]; a_closed boolean[]; a_hot boolean[]; a_rule integer[];
  a_dp bigint[]; a_dd bigint[]; a_cp bigint[]; a_cc bigint[];
  -- Pending transfers from earlier calls, by index in p_pendings; p_done: the phase that resolved it, or 0.
  p_known boolean[]; p_debit bigint[]; p_credit bigint[]; p_amount bigint[]; p_expires timestamptz[]; p_done integer[];
  -- Answers, and what each transfer releases of a pending one (0 for the others).
  v_result text[]; v_release bigint[]; v_journals bigint[]; v_keep boolean[]; v_any_kept boolean := true;
  v_sums record;
BEGIN
  FOR v_attempt IN 1..5 LOOP
    -- One savepoint per call. Only a race for the same id fails inside it; the loser looks again and finds the winner.
    BEGIN
      ------------------------------------------------------------------------------------------------ lock and load
      -- Row locks in id order: two calls never hold what the other waits for. Not hot accounts: they have no rule.
      WITH cold AS MATERIALIZED (
        SELECT a.* FROM account a WHERE a.id = ANY (p_accounts) AND NOT a.hot ORDER BY a.id FOR NO KEY UPDATE
      ), touched AS (
        SELECT * FROM cold UNION ALL SELECT a.* FROM account a WHERE a.id = ANY (p_accounts) AND a.hot
      )
      SELECT array_agg(a.no ORDER BY u.ix), array_agg(array_position(p_units, a.unit) ORDER BY u.ix),
        array_agg(array_position(p_books, a.book) ORDER BY u.ix), array_agg(a.closed_at IS NOT NULL ORDER BY u.ix),
        array_agg(a.hot ORDER BY u.ix),
        array_agg(CASE WHEN a.overdraft = 'unlimited' THEN 0 WHEN a.normal_side = 'credit' THEN 1 ELSE 2 END ORDER BY u.ix),
        array_agg(a.debits_pending ORDER BY u.ix), array_agg(a.debits_posted ORDER BY u.ix),
        array_agg(a.credits_pending ORDER BY u.ix), array_agg(a.credits_posted ORDER BY u.ix)
      INTO a_no, a_unit, a_book, a_closed, a_hot, a_rule, a_dp, a_dd, a_cp, a_cc
      FROM unnest(p_accounts) WITH ORDINALITY AS u(id, ix) LEFT JOIN touched a ON a.id = u.id COLLATE "C";

      v_exact := v_exact OR t_static IS NOT NULL
        OR EXISTS (SELECT 1 FROM journal j WHERE j.id = ANY (j_id))
        OR EXISTS (SELECT 1 FROM unnest(t_slot) WITH ORDINALITY AS u(slot, ord) WHERE u.slot <> u.ord)
        OR EXISTS (SELECT 1 FROM unnest(j_slot) WITH ORDINALITY AS u(slot, ord) WHERE u.slot <> u.ord);

      IF cardinality(p_pendings) > 0 THEN
        SELECT array_agg(p.id IS NOT NULL ORDER BY u.ix), array_agg(p.debit_no ORDER BY u.ix),
          array_agg(p.credit_no ORDER BY u.ix), array_agg(p.amount_minor ORDER BY u.ix),
          array_agg(p.expires_at ORDER BY u.ix),
          array_agg(coalesce(array_position(c_phases, r.phase) - 1, 0) ORDER BY u.ix)
        INTO p_known, p_debit, p_credit, p_amount, p_expires, p_done
        FROM unnest(p_pendings) WITH ORDINALITY AS u(id, ix)
        LEFT JOIN transfer p ON p.id = u.id COLLATE "C" AND p.phase = 'pending'
        LEFT JOIN transfer r ON r.pending_id = u.id COLLATE "C";
      END IF;

      ------------------------------------------------------------------------------------------------- obviously fine
      IF NOT v_exact THEN
        SELECT array_agg(CASE WHEN u.pending > 0 THEN p_amount[u.pending] ELSE 0 END ORDER BY u.ord) INTO v_release
        FROM unnest(t_pending) WITH ORDINALITY AS u(pending, ord);

        SELECT coalesce(bool_or(NOT coalesce(
          a_unit[u.debit] = u.unit AND a_unit[u.credit] = u.unit
          AND a_book[u.debit] = j_book[u.chain] AND a_book[u.credit] = j_book[u.chain]
          AND NOT a_closed[u.debit] AND NOT a_closed[u.credit]
          AND CASE
            WHEN u.pending = 0 THEN u.expires IS NULL OR u.expires > v_now
            ELSE p_known[u.pending] AND p_done[u.pending] = 0
              AND p_debit[u.pending] = a_no[u.debit] AND p_credit[u.pending] = a_no[u.credit]
              AND coalesce(p_expires[u.pending] <= v_now, false) = (u.phase = 4)
              AND CASE WHEN u.phase = 2 THEN u.amount <= p_amount[u.pending] ELSE u.amount = p_amount[u.pending] END
          END, false)), false)
          OR count(*) FILTER (WHERE u.pending > 0) <> cardinality(p_pendings)
        INTO v_exact
        FROM unnest(t_chain, t_debit, t_credit, t_amount, t_unit, t_phase, t_pending, t_expires)
          AS u(chain, debit, credit, amount, unit, phase, pending, expires);
      END IF;

      IF NOT v_exact THEN
        -- Whether any account's rule could fail if all that takes came first, and all that gives last.
        SELECT coalesce(bool_or(
            (a_rule[s.ix] = 1 AND a_cc[s.ix]::numeric - a_dd[s.ix] - a_dp[s.ix] < s.taken_by_debit)
            OR (a_rule[s.ix] = 2 AND a_dd[s.ix]::numeric - a_cc[s.ix] - a_cp[s.ix] < s.taken_by_credit)
            OR (NOT a_hot[s.ix] AND s.moved + greatest(a_dp[s.ix], a_dd[s.ix], a_cp[s.ix], a_cc[s.ix]) > c_counter_max)
          ), false) AS starved, coalesce(bool_or(
            NOT a_hot[s.ix] AND s.moved + greatest(a_dp[s.ix], a_dd[s.ix], a_cp[s.ix], a_cc[s.ix]) > c_counter_max
          ), false) AS near_limit
        INTO v_sums
        FROM (
          SELECT e.ix, sum(e.amount) AS moved,
            sum(e.amount) FILTER (WHERE e.is_debit AND e.phase <= 1) AS taken_by_debit,
            sum(e.amount) FILTER (WHERE NOT e.is_debit AND e.phase <= 1) AS taken_by_credit
          FROM (
            SELECT u.debit AS ix, u.amount, u.phase, true AS is_debit
            FROM unnest(t_debit, t_amount, t_phase) AS u(debit, amount, phase)
            UNION ALL
            SELECT u.credit, u.amount, u.phase, false
            FROM unnest(t_credit, t_amount, t_phase) AS u(credit, amount, phase)
          ) e GROUP BY e.ix
        ) s;
        v_exact := v_sums.near_limit;
        IF NOT v_exact AND v_sums.starved THEN
          -- Perhaps an earlier transfer of the batch funds a later one: the running balance in request order decides.
          SELECT coalesce(bool_or(r.available < 0), false) INTO v_exact
          FROM (
            SELECT sum(e.change) OVER (PARTITION BY e.ix ORDER BY e.ord ROWS UNBOUNDED PRECEDING)
              + CASE a_rule[e.ix] WHEN 1 THEN a_cc[e.ix] - a_dd[e.ix] - a_dp[e.ix]
                ELSE a_dd[e.ix] - a_cc[e.ix] - a_cp[e.ix] END AS available
            FROM (
              SELECT u.debit AS ix, u.ord, CASE
                WHEN a_rule[u.debit] = 1 THEN u.release - CASE WHEN u.phase <= 2 THEN u.amount ELSE 0 END
                WHEN u.phase IN (0, 2) THEN u.amount ELSE 0 END AS change
              FROM unnest(t_debit, t_amount, t_phase, v_release) WITH ORDINALITY AS u(debit, amount, phase, release, ord)
              WHERE a_rule[u.debit] > 0
              UNION ALL
              SELECT u.credit, u.ord, CASE
                WHEN a_rule[u.credit] = 2 THEN u.release - CASE WHEN u.phase <= 2 THEN u.amount ELSE 0 END
                WHEN u.phase IN (0, 2) THEN u.amount ELSE 0 END
              FROM unnest(t_credit, t_amount, t_phase, v_release) WITH ORDINALITY AS u(credit, amount, phase, release, ord)
              WHERE a_rule[u.credit] > 0
            ) e
          ) r;
        END IF;
      END IF;

      IF v_exact THEN
        SELECT d.result, d.release INTO v_result, v_release FROM decide_transfers(
          v_now, p_units, p_pendings, p_pending_slot, j_id, j_slot, j_book,
          t_chain, t_id, t_slot, t_debit, t_credit, t_amount, t_unit, t_code, t_phase, t_pending, t_expires, t_static,
          a_no, a_unit, a_book, a_closed, a_hot, a_rule, a_dp, a_dd, a_cp, a_cc,
          p_known, p_debit, p_credit, p_amount, p_expires, p_done) d;
        SELECT array_agg(u.result = 'applied' ORDER BY u.ord), bool_or(u.result = 'applied') INTO v_keep, v_any_kept
        FROM unnest(v_result) WITH ORDINALITY AS u(result, ord);
      ELSE
        v_result := array_fill('applied'::text, ARRAY[n]);
        v_keep := array_fill(true, ARRAY[n]);
      END IF;

      ---------------------------------------------------------------------------------------------------------- apply
      IF v_any_kept THEN
        WITH moved AS (
          SELECT e.ix,
            sum(CASE WHEN e.is_debit THEN CASE WHEN e.phase = 1 THEN e.amount ELSE -e.release END ELSE 0 END) AS dp,
            sum(CASE WHEN e.is_debit AND e.phase IN (0, 2) THEN e.amount ELSE 0 END) AS dd,
            sum(CASE WHEN e.is_debit THEN 0 ELSE CASE WHEN e.phase = 1 THEN e.amount ELSE -e.release END END) AS cp,
            sum(CASE WHEN NOT e.is_debit AND e.phase IN (0, 2) THEN e.amount ELSE 0 END) AS cc
          FROM (
            SELECT u.debit AS ix, u.amount, u.phase, u.release, true AS is_debit
            FROM unnest(t_debit, t_amount, t_phase, v_release, v_keep) AS u(debit, amount, phase, release, keep) WHERE u.keep
            UNION ALL
            SELECT u.credit, u.amount, u.phase, u.release, false
            FROM unnest(t_credit, t_amount, t_phase, v_release, v_keep) AS u(credit, amount, phase, release, keep) WHERE u.keep
          ) e GROUP BY e.ix
        ), appended AS (
          INSERT INTO account_delta (account_no, debits_pending, debits_posted, credits_pending, credits_posted)
          SELECT a_no[m.ix], m.dp, m.dd, m.cp, m.cc FROM moved m WHERE a_hot[m.ix]
        )
        UPDATE account a SET debits_pending = a.debits_pending + m.dp, debits_posted = a.debits_posted + m.dd,
          credits_pending = a.credits_pending + m.cp, credits_posted = a.credits_posted + m.cc
        FROM moved m WHERE NOT a_hot[m.ix] AND a.no = a_no[m.ix];

        -- A chain applies whole: any kept transfer of it speaks for its journal. Numbers follow request order, because
        -- the chain of hashes does: sorted first, numbered after.
        SELECT array_agg(g.no ORDER BY g.chain) INTO v_journals
        FROM (
          SELECT o.chain, CASE WHEN o.is_kept THEN nextval('journal_no') END AS no
          FROM (
            SELECT u.chain, bool_or(u.keep) AS is_kept FROM unnest(t_chain, v_keep) AS u(chain, keep)
            GROUP BY u.chain ORDER BY u.chain OFFSET 0
          ) o
        ) g;

        -- Both inserts in id order: a race for ids waits in a line, never in a ring.
        INSERT INTO journal (no, id, book, event, subject)
        SELECT u.no, u.id, p_books[u.book], u.event, u.subject
        FROM unnest(v_journals, j_id, j_book, j_event, j_subject) AS u(no, id, book, event, subject)
        WHERE u.no IS NOT NULL ORDER BY u.id COLLATE "C";

        INSERT INTO transfer (journal_no, position, id, debit_no, credit_no, amount_minor, unit, code, phase, pending_id,
          occurred_at, expires_at)
        SELECT v_journals[u.chain], row_number() OVER (PARTITION BY u.chain ORDER BY u.ord), u.id, a_no[u.debit],
          a_no[u.credit], u.amount, p_units[u.unit], u.code, c_phases[u.phase + 1], p_pendings[nullif(u.pending, 0)],
          u.occurred, u.expires
        FROM unnest(t_chain, t_id, t_debit, t_credit, t_amount, t_unit, t_code, t_phase, t_pending, t_occurred, t_expires, v_keep)
          WITH ORDINALITY AS u(chain, id, debit, credit, amount, unit, code, phase, pending, occurred, expires, keep, ord)
        WHERE u.keep ORDER BY u.id COLLATE "C";

        INSERT INTO pending_expiry (transfer_id, expires_at)
        SELECT u.id, u.expires FROM unnest(t_id, t_expires, v_keep) AS u(id, expires, keep)
        WHERE u.keep AND u.expires IS NOT NULL;
        IF cardinality(p_pendings) > 0 THEN
          DELETE FROM pending_expiry x USING unnest(t_pending, v_keep) AS u(pending, keep)
          WHERE u.keep AND u.pending > 0 AND x.transfer_id = p_pendings[u.pending];
        END IF;

        -- Last, under the locks: its number orders this call after every call that it depends on.
        INSERT INTO journal_unsealed (book, journals)
        SELECT p_books[u.book], array_agg(u.no ORDER BY u.no)
        FROM unnest(v_journals, j_book) AS u(no, book) WHERE u.no IS NOT NULL GROUP BY u.book;
      END IF;
      RETURN v_result;
    EXCEPTION WHEN unique_violation THEN
      v_exact := true;
      v_any_kept := true;
    END;
  END LOOP;
  -- Five lost races in one call do not happen by chance; the caller's transaction starts again on a fresh snapshot.
  RAISE EXCEPTION 'post_transfers lost five races for the same ids' USING ERRCODE = 'serialization_failure';
END $$;
