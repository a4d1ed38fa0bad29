-- SPDX-License-Identifier: Apache-2.0
-- Reading the past: the numbers of an account's transfers in either direction, its counters after any of them, and its
-- balance at an instant. Each reads as far as it must, through indexes where an epoch has them, else along the list
-- that the transfers of an account make.

-- The numbers of an account's transfers strictly between two numbers, newest first, along the references by which each
-- names the one before it; from a given transfer on. They end where the epochs begin that have an index.
CREATE FUNCTION walk_account(p_account uuid, p_start bigint, p_after bigint, p_before bigint, p_limit bigint)
RETURNS TABLE (no bigint) LANGUAGE plpgsql STABLE
-- Row by row, whatever the planner thinks of the size of tables that grow.
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH RECURSIVE walk AS (
    SELECT t.no, CASE WHEN t.debit = p_account THEN t.debit_prev ELSE t.credit_prev END AS prev
    FROM transfer t WHERE t.no = p_start
    UNION ALL
    SELECT t.no, CASE WHEN t.debit = p_account THEN t.debit_prev ELSE t.credit_prev END
    FROM walk w JOIN call_ref r ON r.token = w.prev >> 16 JOIN transfer t ON t.no = (r.call_no << 16) | (w.prev & 65535)
    WHERE w.no > p_after AND t.no < w.no
  )
  SELECT w.no FROM walk w WHERE w.no > p_after AND w.no < p_before LIMIT p_limit;
END $$;

-- The numbers of an account's transfers strictly between two numbers, in order, at most p_limit (null: all): by index in
-- the epochs that have one and for hot accounts, else by walking. `walked` is how far: see mark_history.
CREATE FUNCTION account_numbers(p_account uuid, p_after bigint, p_before bigint, p_backwards boolean, p_limit bigint)
RETURNS TABLE (no bigint, walked bigint) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  v_hot boolean;
  v_head bigint;
  v_start bigint;
  v_from bigint;
  v_left bigint := p_limit;
  v_rows bigint;
  v_epoch record;
BEGIN
  SELECT b.hot, (SELECT (r.call_no << 16) | (b.last_ref & 65535) FROM call_ref r WHERE r.token = b.last_ref >> 16)
  INTO v_hot, v_head FROM balance b WHERE b.account = p_account;
  IF NOT FOUND THEN
    RETURN;
  END IF;

  FOR v_epoch IN
    SELECT e.no, e.state = 'indexed' AS is_indexed, min(e.no) FILTER (WHERE e.state <> 'indexed') OVER () AS first_open
    FROM ledger_epoch e
    WHERE e.no BETWEEN (p_after + 1) >> 40 AND (p_before - 1) >> 40 AND e.state <> 'archived'
      -- The closing snapshots tell in which of the indexed epochs it moved.
      AND (e.state <> 'indexed' OR EXISTS (SELECT FROM balance_snapshot s WHERE s.account = p_account
        AND s.upto_no >= e.no::bigint << 40 AND s.upto_no < (e.no + 1)::bigint << 40))
    ORDER BY CASE WHEN p_backwards THEN -e.no ELSE e.no END
  LOOP
    IF v_hot OR v_epoch.is_indexed THEN
      RETURN QUERY EXECUTE format(
        'SELECT x.no, 0::bigint FROM (
           (SELECT no FROM %1$I WHERE debit = $1 AND no > $2 AND no < $3 %2$s ORDER BY no %4$s LIMIT $4)
           UNION ALL (SELECT no FROM %1$I WHERE credit = $1 AND no > $2 AND no < $3 %3$s ORDER BY no %4$s LIMIT $4)
         ) x ORDER BY x.no %4$s LIMIT $4', 'transfer_' || v_epoch.no,
        CASE WHEN v_epoch.is_indexed THEN '' ELSE 'AND debit_prev IS NULL' END,
        CASE WHEN v_epoch.is_indexed THEN '' ELSE 'AND credit_prev IS NULL' END,
        CASE WHEN p_backwards THEN 'DESC' ELSE 'ASC' END) USING p_account, p_after, p_before, v_left;
      GET DIAGNOSTICS v_rows = ROW_COUNT;
      v_left := v_left - v_rows;
    ELSIF p_backwards AND v_head IS NOT NULL THEN
      -- From the place of the cursor, when it is the account's own; else from the next snapshot above, or the newest.
      -- All epochs without index at once: the list leads through them.
      v_from := greatest(p_after, (v_epoch.first_open::bigint << 40) - 1);
      SELECT t.no INTO v_start FROM transfer t WHERE t.no = p_before AND p_account IN (t.debit, t.credit);
      IF v_start IS NULL THEN
        SELECT s.upto_no INTO v_start FROM balance_snapshot s
        WHERE s.account = p_account AND s.upto_no >= p_before - 1 ORDER BY s.upto_no LIMIT 1;
      END IF;
      RETURN QUERY SELECT w.no, 0::bigint FROM walk_account(p_account, coalesce(v_start, v_head), v_from, p_before, v_left) w;
      GET DIAGNOSTICS v_rows = ROW_COUNT;
      v_left := v_left - v_rows;
      v_head := NULL;
    ELSIF v_head IS NOT NULL THEN
      -- A list that leads backwards is read forwards in stretches, each from the third snapshot above, or from the
      -- newest transfer. After these epochs there are none.
      v_from := greatest(p_after, (v_epoch.first_open::bigint << 40) - 1);
      LOOP
        SELECT s.upto_no INTO v_start FROM balance_snapshot s
        WHERE s.account = p_account AND s.upto_no > v_from ORDER BY s.upto_no OFFSET 2 LIMIT 1;
        v_start := coalesce(v_start, v_head);
        RETURN QUERY SELECT w.no, count(*) OVER () FROM walk_account(p_account, v_start, v_from, p_before, NULL) w
        ORDER BY w.no LIMIT v_left;
        GET DIAGNOSTICS v_rows = ROW_COUNT;
        v_left := v_left - v_rows;
        EXIT WHEN v_left <= 0 OR v_start >= v_head OR v_start >= p_before;
        v_from := v_start;
      END LOOP;
      RETURN;
    END IF;
    EXIT WHEN v_left <= 0;
  END LOOP;
END $$;

-- What the account's transfers after one number and up to another did to its counters, and when.
CREATE FUNCTION account_moves(p_account uuid, p_after bigint, p_upto bigint) RETURNS TABLE (
  no bigint, debits_pending bigint, debits_posted bigint, credits_pending bigint, credits_posted bigint,
  debits_released bigint, credits_released bigint,
  recorded_at timestamptz, occurred_at timestamptz, released_recorded timestamptz, released_occurred timestamptz
) LANGUAGE plpgsql STABLE SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT s.no, CASE WHEN s.is_debit THEN s.reserved ELSE 0 END, CASE WHEN s.is_debit THEN s.moved ELSE 0 END,
    CASE WHEN s.is_debit THEN 0 ELSE s.reserved END, CASE WHEN s.is_debit THEN 0 ELSE s.moved END,
    CASE WHEN s.is_debit THEN s.released ELSE 0 END, CASE WHEN s.is_debit THEN 0 ELSE s.released END,
    s.recorded_at, s.occurred_at, s.released_recorded, s.released_occurred
  FROM account_numbers(p_account, p_after, p_upto + 1, true, NULL) n
  JOIN transfer_side s ON s.no = n.no AND s.account = p_account;
END $$;

-- The counters of an account after its last transfer up to a number: the snapshot before and what came since.
CREATE FUNCTION counters_upto(p_account uuid, p_upto bigint) RETURNS TABLE (
  debits_pending bigint, debits_posted bigint, credits_pending bigint, credits_posted bigint, walked bigint
) LANGUAGE sql STABLE AS $$
  WITH base AS (
    SELECT s.* FROM balance_snapshot s WHERE s.account = p_account AND s.upto_no <= p_upto ORDER BY s.upto_no DESC LIMIT 1
  ), since AS (
    SELECT sum(m.debits_pending - m.debits_released) AS dp, sum(m.debits_posted) AS dd,
      sum(m.credits_pending - m.credits_released) AS cp, sum(m.credits_posted) AS cc, count(*) AS walked
    FROM account_moves(p_account, coalesce((SELECT upto_no FROM base), 0), p_upto) m
  )
  SELECT (coalesce(b.debits_pending, 0) + coalesce(s.dp, 0))::bigint, (coalesce(b.debits_posted, 0) + coalesce(s.dd, 0))::bigint,
    (coalesce(b.credits_pending, 0) + coalesce(s.cp, 0))::bigint, (coalesce(b.credits_posted, 0) + coalesce(s.cc, 0))::bigint,
    s.walked
  FROM since s LEFT JOIN base b ON true
$$;

-- The counters of an account at an instant, by what was recorded or by what had occurred until then. Between two
-- snapshots whose transfers all came before or all after it, nothing is read; so hardly more than one stretch of them is.
CREATE FUNCTION counters_at(p_account uuid, p_at timestamptz, p_occurred boolean) RETURNS TABLE (
  debits_pending bigint, debits_posted bigint, credits_pending bigint, credits_posted bigint
) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  v_archived bigint;
BEGIN
  SELECT (max(a.epoch) + 1)::bigint << 40 INTO v_archived FROM ledger_archive a;
  IF EXISTS (
    SELECT FROM balance_snapshot s WHERE s.account = p_account AND s.upto_no < v_archived
      AND CASE WHEN p_occurred THEN s.occurred_from <= p_at AND s.occurred_until > p_at
        ELSE s.recorded_from <= p_at AND s.recorded_until > p_at END
  ) THEN
    RAISE EXCEPTION 'The transfers of that time are in an archive.' USING ERRCODE = 'JDA01';
  END IF;
  RETURN QUERY
  WITH stretch AS (
    SELECT lag(s.upto_no, 1, 0::bigint) OVER w AS after_no, s.upto_no,
      s.debits_pending - lag(s.debits_pending, 1, 0::bigint) OVER w AS dp,
      s.debits_posted - lag(s.debits_posted, 1, 0::bigint) OVER w AS dd,
      s.credits_pending - lag(s.credits_pending, 1, 0::bigint) OVER w AS cp,
      s.credits_posted - lag(s.credits_posted, 1, 0::bigint) OVER w AS cc,
      CASE WHEN p_occurred THEN s.occurred_from ELSE s.recorded_from END AS first_at,
      CASE WHEN p_occurred THEN s.occurred_until ELSE s.recorded_until END AS last_at
    FROM balance_snapshot s WHERE s.account = p_account WINDOW w AS (ORDER BY s.upto_no)
  ), part AS (
    SELECT s.after_no, s.upto_no FROM stretch s WHERE s.first_at <= p_at AND s.last_at > p_at
    UNION ALL
    SELECT coalesce(max(s.upto_no), 0), 9223372036854775806 FROM stretch s
  ), change AS (
    SELECT s.dp, s.dd, s.cp, s.cc FROM stretch s WHERE s.last_at <= p_at
    UNION ALL
    SELECT v.dp, v.dd, v.cp, v.cc FROM part p
    CROSS JOIN LATERAL account_moves(p_account, p.after_no, p.upto_no) m
    CROSS JOIN LATERAL (VALUES
      (m.debits_pending, m.debits_posted, m.credits_pending, m.credits_posted,
        CASE WHEN p_occurred THEN m.occurred_at ELSE m.recorded_at END),
      (-m.debits_released, 0, -m.credits_released, 0,
        CASE WHEN p_occurred THEN m.released_occurred ELSE m.released_recorded END)
    ) AS v(dp, dd, cp, cc, at)
    WHERE v.at <= p_at
  )
  SELECT coalesce(sum(c.dp), 0)::bigint, coalesce(sum(c.dd), 0)::bigint, coalesce(sum(c.cp), 0)::bigint,
    coalesce(sum(c.cc), 0)::bigint FROM change c;
END $$;

-- Snapshots of an account that is not hot, p_apart transfers apart, from its last one on. Whoever had to walk far asks for
-- it, so that the next page need not; nobody else pays. Answers how many were made.
CREATE FUNCTION mark_history(p_account uuid, p_apart integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_made integer;
BEGIN
  IF current_setting('transaction_read_only') = 'on' OR NOT pg_try_advisory_xact_lock(hashtextextended(p_account::text, 0)) THEN
    RETURN 0;
  END IF;
  WITH base AS (
    SELECT s.* FROM balance_snapshot s WHERE s.account = p_account ORDER BY s.upto_no DESC LIMIT 1
  ), numbered AS (
    SELECT m.*, (row_number() OVER (ORDER BY m.no) - 1) / p_apart AS chunk
    FROM account_moves(p_account, coalesce((SELECT upto_no FROM base), 0), 9223372036854775806) m
  ), chunk AS (
    SELECT n.chunk, max(n.no) AS upto_no, sum(n.debits_pending - n.debits_released) AS dp, sum(n.debits_posted) AS dd,
      sum(n.credits_pending - n.credits_released) AS cp, sum(n.credits_posted) AS cc, min(n.recorded_at) AS recorded_from,
      max(n.released_recorded) AS recorded_until, min(n.occurred_at) AS occurred_from, max(n.released_occurred) AS occurred_until
    FROM numbered n GROUP BY n.chunk HAVING count(*) = p_apart
  )
  INSERT INTO balance_snapshot
  SELECT p_account, c.upto_no, coalesce(b.debits_pending, 0) + sum(c.dp) OVER w, coalesce(b.debits_posted, 0) + sum(c.dd) OVER w,
    coalesce(b.credits_pending, 0) + sum(c.cp) OVER w, coalesce(b.credits_posted, 0) + sum(c.cc) OVER w,
    c.recorded_from, c.recorded_until, c.occurred_from, c.occurred_until
  FROM chunk c LEFT JOIN base b ON true WINDOW w AS (ORDER BY c.chunk)
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS v_made = ROW_COUNT;
  RETURN v_made;
END $$;
