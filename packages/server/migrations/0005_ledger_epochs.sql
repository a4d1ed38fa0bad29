-- SPDX-License-Identifier: Apache-2.0
-- Epochs and what upkeep does about them: the next ones are opened before they are needed, the open one is closed when
-- it is large, and a closed one gets its indexes in one go. Snapshots of balances keep the past quick to ask. Every
-- step is one transaction that takes a lock only upkeep takes, and changes nothing when another server is at it.

-- Partitions are made apart and then attached: that takes no lock that a posting would wait for, which
-- CREATE TABLE … PARTITION OF does.
CREATE OR REPLACE FUNCTION open_epoch(p_epoch integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_table text;
  v_part text;
BEGIN
  INSERT INTO ledger_epoch (no) VALUES (p_epoch);
  FOREACH v_table IN ARRAY ARRAY['transfer', 'journal'] LOOP
    v_part := v_table || '_' || p_epoch;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', v_part, v_table);
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()', v_part);
    -- The owner too gives up the right to change; a superuser still can, and the chain shows it.
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM PUBLIC, CURRENT_USER', v_part);
    IF v_table = 'transfer' THEN
      EXECUTE format('CREATE INDEX %I ON %I (debit, no) WHERE debit_prev IS NULL', v_part || '_debit_hot', v_part);
      EXECUTE format('CREATE INDEX %I ON %I (credit, no) WHERE credit_prev IS NULL', v_part || '_credit_hot', v_part);
    END IF;
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', v_table, v_part,
      p_epoch::bigint << 40, (p_epoch + 1)::bigint << 40);
  END LOOP;
END $$;

-- How many transfers of the epoch have been counted, all of them sealed.
ALTER TABLE ledger_epoch ADD COLUMN transfers bigint NOT NULL DEFAULT 0;

-- Up to which number transfers are counted and hot accounts tallied: one row.
CREATE TABLE ledger_tally (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  upto_no bigint NOT NULL DEFAULT 0
);
INSERT INTO ledger_tally DEFAULT VALUES;

-- The counters of an account after its own transfer `upto_no`. The times are bounds of those of its transfers since the
-- snapshot before: they say which transfers need not be read to know the balance at an instant.
CREATE TABLE balance_snapshot (
  account uuid NOT NULL,
  upto_no bigint NOT NULL,
  debits_pending bigint NOT NULL,
  debits_posted bigint NOT NULL,
  credits_pending bigint NOT NULL,
  credits_posted bigint NOT NULL,
  recorded_from timestamptz NOT NULL,
  recorded_until timestamptz NOT NULL,
  occurred_from timestamptz NOT NULL,
  occurred_until timestamptz NOT NULL,
  PRIMARY KEY (account, upto_no)
);

-- The next snapshot of each hot account, as it grows.
CREATE TABLE hot_tally (
  account uuid PRIMARY KEY REFERENCES account (id),
  movements integer NOT NULL,
  upto_no bigint NOT NULL,
  debits_pending bigint NOT NULL,
  debits_posted bigint NOT NULL,
  credits_pending bigint NOT NULL,
  credits_posted bigint NOT NULL,
  recorded_from timestamptz NOT NULL,
  recorded_until timestamptz NOT NULL,
  occurred_from timestamptz NOT NULL,
  occurred_until timestamptz NOT NULL
);

-- Where the transfers of an archived epoch are: a directory of this name whose manifest has this hash.
CREATE TABLE ledger_archive (
  epoch integer PRIMARY KEY REFERENCES ledger_epoch (no),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  manifest_sha256 text NOT NULL CHECK (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  transfers bigint NOT NULL,
  journals bigint NOT NULL,
  archived_at timestamptz NOT NULL DEFAULT now()
);

-- One lock for all of upkeep's steps ('jandon up' in ASCII): a second server that finds it taken goes on with its day.
CREATE FUNCTION upkeep_is_ours() RETURNS boolean LANGUAGE sql AS $$
  SELECT pg_try_advisory_xact_lock(x'6a616e646f6e7570'::bigint)
$$;

-- Folds appended movements into the rows of hot accounts; answers how many lines went. Balances read the same before,
-- during and after, because line and row change in one statement.
CREATE OR REPLACE FUNCTION fold_hot_accounts() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_lines bigint;
BEGIN
  -- Two that fold at once would wait for each other's lines.
  IF NOT pg_try_advisory_xact_lock(x'6a616e646f6e666f'::bigint) THEN
    RETURN 0;
  END IF;
  WITH taken AS (
    DELETE FROM account_delta RETURNING account, debits_pending, debits_posted, credits_pending, credits_posted
  ), summed AS (
    SELECT account, sum(debits_pending) AS dp, sum(debits_posted) AS dd, sum(credits_pending) AS cp,
      sum(credits_posted) AS cc, count(*) AS lines
    FROM taken GROUP BY account ORDER BY account
  ), folded AS (
    UPDATE balance b SET debits_pending = b.debits_pending + s.dp, debits_posted = b.debits_posted + s.dd,
      credits_pending = b.credits_pending + s.cp, credits_posted = b.credits_posted + s.cc
    FROM summed s WHERE b.account = s.account RETURNING s.lines
  )
  SELECT coalesce(sum(lines), 0) INTO v_lines FROM folded;
  RETURN v_lines;
END $$;

-- Both sides of transfers: what each does to the counters of one account, and when. What a resolving transfer releases
-- counts from its own time or from that of the pending one, whichever is later: never before it was reserved.
-- Subqueries, because most transfers resolve nothing and then none of them is run; two parts, because each is then a
-- plain scan, which takes half as long as pairs of rows.
CREATE VIEW transfer_side AS
SELECT t.debit AS account, true AS is_debit, t.no, t.debit_prev AS prev, t.recorded_at, t.occurred_at,
  CASE WHEN t.phase = 'pending' THEN t.amount_minor ELSE 0 END AS reserved,
  CASE WHEN t.phase IN ('posted', 'post') THEN t.amount_minor ELSE 0 END AS moved,
  CASE WHEN t.pending_id IS NULL THEN 0 ELSE (SELECT p.amount_minor FROM pending_transfer p WHERE p.id = t.pending_id) END
    AS released,
  CASE WHEN t.pending_id IS NULL THEN t.recorded_at ELSE greatest(t.recorded_at, (
    SELECT r.recorded_at FROM pending_transfer p JOIN transfer r ON r.no = p.no WHERE p.id = t.pending_id
  )) END AS released_recorded,
  CASE WHEN t.pending_id IS NULL THEN t.occurred_at ELSE greatest(t.occurred_at, (
    SELECT r.occurred_at FROM pending_transfer p JOIN transfer r ON r.no = p.no WHERE p.id = t.pending_id
  )) END AS released_occurred
FROM transfer t
UNION ALL
SELECT t.credit AS account, false AS is_debit, t.no, t.credit_prev AS prev, t.recorded_at, t.occurred_at,
  CASE WHEN t.phase = 'pending' THEN t.amount_minor ELSE 0 END AS reserved,
  CASE WHEN t.phase IN ('posted', 'post') THEN t.amount_minor ELSE 0 END AS moved,
  CASE WHEN t.pending_id IS NULL THEN 0 ELSE (SELECT p.amount_minor FROM pending_transfer p WHERE p.id = t.pending_id) END
    AS released,
  CASE WHEN t.pending_id IS NULL THEN t.recorded_at ELSE greatest(t.recorded_at, (
    SELECT r.recorded_at FROM pending_transfer p JOIN transfer r ON r.no = p.no WHERE p.id = t.pending_id
  )) END AS released_recorded,
  CASE WHEN t.pending_id IS NULL THEN t.occurred_at ELSE greatest(t.occurred_at, (
    SELECT r.occurred_at FROM pending_transfer p JOIN transfer r ON r.no = p.no WHERE p.id = t.pending_id
  )) END AS released_occurred
FROM transfer t;

-- Counts up to p_rows sealed transfers more, of one epoch, and tallies what they did to hot accounts; one that has moved
-- p_movements times since its last snapshot gets the next. Answers how many were counted.
CREATE FUNCTION tally_transfers(p_rows integer, p_movements integer) RETURNS integer LANGUAGE plpgsql
-- A range of numbers is read from the index, and pending transfers one by one, whatever the planner thinks of the size
-- of tables that grow.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  v_from bigint;
  v_limit bigint;
  v_upto bigint;
  v_epoch integer;
  v_count integer;
BEGIN
  IF NOT upkeep_is_ours() THEN
    RETURN 0;
  END IF;
  SELECT upto_no INTO v_from FROM ledger_tally;
  SELECT sealed_no INTO v_limit FROM chain_watermark;
  v_epoch := (v_from + 1) >> 40;
  v_limit := least(v_limit, ((v_epoch + 1)::bigint << 40) - 1);
  IF v_limit <= v_from THEN
    RETURN 0;
  END IF;
  SELECT max(n.no), count(*) INTO v_upto, v_count
  FROM (SELECT t.no FROM transfer t WHERE t.no > v_from AND t.no <= v_limit ORDER BY t.no LIMIT p_rows) n;
  IF v_count < p_rows THEN
    v_upto := v_limit;
  END IF;

  WITH moved AS (
    SELECT s.account, count(*) AS movements, max(s.no) AS upto_no,
      sum(CASE WHEN s.is_debit THEN s.reserved - s.released ELSE 0 END) AS dp,
      sum(CASE WHEN s.is_debit THEN s.moved ELSE 0 END) AS dd,
      sum(CASE WHEN s.is_debit THEN 0 ELSE s.reserved - s.released END) AS cp,
      sum(CASE WHEN s.is_debit THEN 0 ELSE s.moved END) AS cc,
      min(s.recorded_at) AS recorded_from, max(s.released_recorded) AS recorded_until,
      min(s.occurred_at) AS occurred_from, max(s.released_occurred) AS occurred_until
    FROM transfer_side s
    -- Of the others only the first transfer names none before it, so most rows are passed over at once.
    WHERE s.no > v_from AND s.no <= v_upto AND s.prev IS NULL
    GROUP BY s.account
  )
  INSERT INTO hot_tally AS h SELECT m.account, m.movements, m.upto_no, m.dp, m.dd, m.cp, m.cc, m.recorded_from,
    m.recorded_until, m.occurred_from, m.occurred_until
  FROM moved m JOIN balance b ON b.account = m.account AND b.hot
  ON CONFLICT (account) DO UPDATE SET movements = h.movements + excluded.movements, upto_no = excluded.upto_no,
    debits_pending = h.debits_pending + excluded.debits_pending,
    debits_posted = h.debits_posted + excluded.debits_posted,
    credits_pending = h.credits_pending + excluded.credits_pending,
    credits_posted = h.credits_posted + excluded.credits_posted,
    recorded_from = CASE WHEN h.movements = 0 THEN excluded.recorded_from
      ELSE least(h.recorded_from, excluded.recorded_from) END,
    recorded_until = CASE WHEN h.movements = 0 THEN excluded.recorded_until
      ELSE greatest(h.recorded_until, excluded.recorded_until) END,
    occurred_from = CASE WHEN h.movements = 0 THEN excluded.occurred_from
      ELSE least(h.occurred_from, excluded.occurred_from) END,
    occurred_until = CASE WHEN h.movements = 0 THEN excluded.occurred_until
      ELSE greatest(h.occurred_until, excluded.occurred_until) END;

  WITH full_ones AS (
    UPDATE hot_tally h SET movements = 0 WHERE h.movements >= p_movements RETURNING h.*
  )
  INSERT INTO balance_snapshot SELECT f.account, f.upto_no, f.debits_pending, f.debits_posted, f.credits_pending,
    f.credits_posted, f.recorded_from, f.recorded_until, f.occurred_from, f.occurred_until FROM full_ones f
  ON CONFLICT DO NOTHING;
  UPDATE ledger_epoch SET transfers = transfers + v_count WHERE no = v_epoch AND v_count > 0;
  UPDATE ledger_tally SET upto_no = v_upto;
  RETURN v_count;
END $$;

-- Sees to it that two epochs are ready beyond the one in which numbers are drawn, and goes on to the next when this one
-- holds p_transfers or more. Answers how many epochs were closed. A call that drew its number before may still write to
-- the closed one: see index_epoch.
CREATE FUNCTION advance_epoch(p_transfers bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  -- Calls that must be left in the epoch for it to be closed early: between reading the sequence and setting it, no
  -- more may be drawn than this, or the order of numbers would break. A million calls take minutes, this takes microseconds.
  c_room CONSTANT bigint := 1 << 20;
  v_call bigint;
  v_epoch integer;
  v_ready boolean;
  v_closed integer;
BEGIN
  IF NOT upkeep_is_ours() THEN
    RETURN 0;
  END IF;
  SELECT last_value INTO v_call FROM call_no;
  v_epoch := v_call >> 24;
  -- Opened in this transaction, nobody else sees it yet: the jump waits for the next time.
  v_ready := EXISTS (SELECT FROM ledger_epoch e WHERE e.no = v_epoch + 1);
  PERFORM open_epoch(n) FROM generate_series(v_epoch, v_epoch + 2) AS n
  WHERE NOT EXISTS (SELECT FROM ledger_epoch e WHERE e.no = n);
  IF v_ready AND (v_call & ((1 << 24) - 1)) < (1 << 24) - c_room
    AND EXISTS (SELECT FROM ledger_epoch e WHERE e.no = v_epoch AND e.transfers >= p_transfers) THEN
    -- The first number of an epoch belongs to no call, so that the last value always counts as drawn.
    PERFORM setval('call_no', (v_epoch + 1)::bigint << 24, true);
  END IF;
  -- Whoever moved the sequence on, this step killed after it or calls themselves: what lies behind is closed.
  UPDATE ledger_epoch e SET state = 'closed', closed_at = clock_timestamp()
  WHERE e.state = 'open' AND e.no < (SELECT c.last_value >> 24 FROM call_no c);
  GET DIAGNOSTICS v_closed = ROW_COUNT;
  RETURN v_closed;
END $$;

-- The oldest closed epoch to which nobody can write any more, because all of it is sealed (which waits for every
-- transaction that could) and counted; null when there is none.
CREATE FUNCTION epoch_to_index() RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT min(e.no) FROM ledger_epoch e, chain_watermark w, ledger_tally t
  WHERE e.state = 'closed' AND least(w.sealed_no, t.upto_no) >= ((e.no + 1)::bigint << 40) - 1
$$;

-- Builds one index of a closed epoch. Idempotent by: its name; false when another server is at it.
CREATE FUNCTION build_epoch_index(p_epoch integer, p_side text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT upkeep_is_ours() THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I (%I, no)', 'transfer_' || p_epoch || '_' || p_side,
    'transfer_' || p_epoch, p_side);
  RETURN true;
END $$;

-- Writes the closing snapshots of one part of the accounts that moved in the epoch. In parts, because while a query runs,
-- nothing that posting rewrites can be cleaned away. Idempotent by: account and number.
CREATE FUNCTION close_balances(p_epoch integer, p_part integer, p_parts integer) RETURNS boolean LANGUAGE plpgsql
SET work_mem = '64MB' AS $$ -- What a million accounts are summed in.
BEGIN
  IF NOT upkeep_is_ours() OR NOT EXISTS (SELECT FROM ledger_epoch e WHERE e.no = p_epoch AND e.state = 'closed') THEN
    RETURN false;
  END IF;
  -- In order of account, so that the index of millions is filled from left to right.
  INSERT INTO balance_snapshot
  SELECT m.account, m.upto_no, m.dp + coalesce(b.debits_pending, 0), m.dd + coalesce(b.debits_posted, 0),
    m.cp + coalesce(b.credits_pending, 0), m.cc + coalesce(b.credits_posted, 0), m.recorded_from, m.recorded_until,
    m.occurred_from, m.occurred_until
  FROM (
    SELECT s.account, max(s.no) AS upto_no,
      sum(CASE WHEN s.is_debit THEN s.reserved - s.released ELSE 0 END) AS dp,
      sum(CASE WHEN s.is_debit THEN s.moved ELSE 0 END) AS dd,
      sum(CASE WHEN s.is_debit THEN 0 ELSE s.reserved - s.released END) AS cp,
      sum(CASE WHEN s.is_debit THEN 0 ELSE s.moved END) AS cc,
      min(s.recorded_at) AS recorded_from, max(s.released_recorded) AS recorded_until,
      min(s.occurred_at) AS occurred_from, max(s.released_occurred) AS occurred_until
    FROM transfer_side s WHERE s.no >= p_epoch::bigint << 40 AND s.no < (p_epoch + 1)::bigint << 40
      AND abs(uuid_hash(s.account) % p_parts) = p_part
    GROUP BY s.account ORDER BY s.account
  ) m
  LEFT JOIN LATERAL (
    SELECT x.* FROM balance_snapshot x WHERE x.account = m.account AND x.upto_no < p_epoch::bigint << 40
    ORDER BY x.upto_no DESC LIMIT 1
  ) b ON true
  ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

-- Marks an epoch as indexed that has its indexes and all its closing snapshots. Answers whether it did.
CREATE FUNCTION finish_epoch(p_epoch integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT upkeep_is_ours() THEN
    RETURN false;
  END IF;
  UPDATE ledger_epoch SET state = 'indexed' WHERE no = p_epoch AND state = 'closed';
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  -- Nobody follows references into it any more.
  DELETE FROM call_ref WHERE call_no < (p_epoch + 1)::bigint << 24;
  RETURN true;
END $$;

-- Drops the indexes that only an open epoch needs. Waits for readers of this one epoch at most half a second: the next
-- upkeep tries again.
CREATE FUNCTION drop_hot_indexes(p_epoch integer) RETURNS boolean LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
BEGIN
  IF NOT upkeep_is_ours() THEN
    RETURN false;
  END IF;
  EXECUTE format('DROP INDEX IF EXISTS %I, %I', 'transfer_' || p_epoch || '_debit_hot', 'transfer_' || p_epoch || '_credit_hot');
  RETURN true;
EXCEPTION WHEN lock_not_available THEN
  RETURN false;
END $$;
