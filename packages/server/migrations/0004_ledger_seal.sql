-- SPDX-License-Identifier: Apache-2.0
-- The chain and the housekeeping beside it: seal_journals gives each committed journal its place and hash, and
-- fold_hot_accounts brings appended movements into their account's row. Neither is ever waited for by a posting.

-- The canonical lines of a journal, byte for byte what an offline check rebuilds from an export. Fields are separated
-- by tabs and lines by newlines; no field can hold either. Times are whole microseconds since 1970.
CREATE FUNCTION journal_leaves(p_journals bigint[]) RETURNS TABLE (journal_no bigint, leaf bytea) LANGUAGE sql STABLE AS $$
  SELECT j.no, sha256(convert_to(
    concat_ws(E'\t', 'jandon journal 1', j.id, j.book, j.event, j.subject, (extract(epoch FROM j.recorded_at) * 1000000)::bigint)
    || E'\n' || string_agg(concat_ws(E'\t', t.position, t.id, d.id, c.id, t.amount_minor, t.unit, t.code, t.phase,
      coalesce(t.pending_id, '-'), (extract(epoch FROM t.occurred_at) * 1000000)::bigint,
      coalesce(((extract(epoch FROM t.expires_at) * 1000000)::bigint)::text, '-'),
      (extract(epoch FROM t.recorded_at) * 1000000)::bigint) || E'\n', '' ORDER BY t.position), 'UTF8'))
  FROM unnest(p_journals) AS u(no)
  JOIN journal j ON j.no = u.no
  JOIN transfer t ON t.journal_no = j.no
  JOIN account d ON d.no = t.debit_no
  JOIN account c ON c.no = t.credit_no
  GROUP BY j.no
$$;

-- Seals up to p_limit calls' worth of journals of one book and answers how many journals got their place.
-- A call is sealed only when no transaction older than its own is still running, and never before a call with a lower
-- number: so the chain's order is an order in which everything could have happened one after the other, and nothing
-- committed later ever belongs before its end.
CREATE FUNCTION seal_journals(p_book text, p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_position bigint; v_hash bytea; v_calls bigint[]; v_journals bigint[]; v_leaves bytea[]; v_hashes bytea[];
  v_count integer; v_oldest_running xid8; v_next xid8; v_cut bigint;
BEGIN
  -- One sealer per book at a time; a second one waits here and then finds less to do.
  SELECT b.sealed_position, b.sealed_hash INTO v_position, v_hash FROM book b WHERE b.id = p_book FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no book %.', p_book;
  END IF;

  -- One statement, so one snapshot: what is below its horizon is complete, for ever. A transaction id beyond the
  -- snapshot comes from another server (a restored dump) and has certainly ended.
  WITH edge AS (
    SELECT pg_snapshot_xmin(s) AS oldest_running, pg_snapshot_xmax(s) AS next FROM pg_current_snapshot() AS s
  ), waiting AS (
    SELECT q.no, q.journals, q.book, q.xid < e.oldest_running OR q.xid >= e.next AS is_final FROM journal_unsealed q, edge e
  ), ready AS (
    SELECT w.no, w.journals FROM waiting w
    WHERE w.book = p_book AND w.is_final
      AND w.no < coalesce((SELECT min(o.no) FROM waiting o WHERE NOT o.is_final), 9223372036854775807)
    ORDER BY w.no LIMIT p_limit
  )
  SELECT array_agg(DISTINCT r.no), array_agg(j.no ORDER BY r.no, j.no) INTO v_calls, v_journals
  FROM ready r, unnest(r.journals) AS j(no);
  IF v_calls IS NULL THEN
    RETURN 0;
  END IF;

  SELECT array_agg(l.leaf ORDER BY u.ord), count(l.leaf) INTO v_leaves, v_count
  FROM unnest(v_journals) WITH ORDINALITY AS u(no, ord) LEFT JOIN journal_leaves(v_journals) l ON l.journal_no = u.no;
  IF v_count <> cardinality(v_journals) THEN
    RAISE EXCEPTION 'A journal waiting for its place has no transfers: somebody deleted them.';
  END IF;

  v_hashes := array_fill(NULL::bytea, ARRAY[v_count]);
  FOR i IN 1..v_count LOOP
    v_hash := sha256(v_hash || int8send(v_position + i) || v_leaves[i]);
    v_hashes[i] := v_hash;
  END LOOP;

  INSERT INTO journal_link (book, position, journal_no, leaf, hash)
  SELECT p_book, v_position + u.ord, u.no, u.leaf, u.hash
  FROM unnest(v_journals, v_leaves, v_hashes) WITH ORDINALITY AS u(no, leaf, hash, ord);
  UPDATE book SET sealed_position = v_position + v_count, sealed_hash = v_hash WHERE id = p_book;
  DELETE FROM journal_unsealed q WHERE q.no = ANY (v_calls);
  RETURN v_count;
END $$;

-- Folds appended movements into the rows of hot accounts; answers how many lines went. Balances read the same before,
-- during and after, because line and row change in one statement.
CREATE FUNCTION fold_hot_accounts() RETURNS bigint LANGUAGE sql AS $$
  WITH taken AS (
    DELETE FROM account_delta RETURNING account_no, debits_pending, debits_posted, credits_pending, credits_posted
  ), summed AS (
    SELECT account_no, sum(debits_pending) AS dp, sum(debits_posted) AS dd, sum(credits_pending) AS cp,
      sum(credits_posted) AS cc, count(*) AS lines
    FROM taken GROUP BY account_no ORDER BY account_no
  ), folded AS (
    UPDATE account a SET debits_pending = a.debits_pending + s.dp, debits_posted = a.debits_posted + s.dd,
      credits_pending = a.credits_pending + s.cp, credits_posted = a.credits_posted + s.cc
    FROM summed s WHERE a.no = s.account_no RETURNING s.lines
  )
  SELECT coalesce(sum(lines), 0)::bigint FROM folded
$$;
