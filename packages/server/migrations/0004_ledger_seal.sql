-- SPDX-License-Identifier: Apache-2.0
-- The chain: seal_chain gives the committed journals of all books their leaves in the tree of RFC 6962 and closes a
-- block over them, set-wise and afterwards, so that no posting ever waits for it. docs/decisions/0015 says why so.
-- The bytes that are hashed are described in packages/domain/src/ledger/leaf.ts, whose tests hold both together.

-- Up to which number every transfer of every book is sealed, for ever. Whoever seals holds this row.
CREATE TABLE chain_watermark (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  sealed_no bigint NOT NULL
);
-- The first call is number 1; nothing comes before it.
INSERT INTO chain_watermark (sealed_no) VALUES (65535);

-- The newest block of each book, and what the tree needs to go on growing. Derived: blocks and tiles tell it again.
CREATE TABLE chain_head (
  book book_id PRIMARY KEY REFERENCES book (id),
  id uuid NOT NULL UNIQUE,
  number bigint NOT NULL DEFAULT 0,
  tree_size bigint NOT NULL DEFAULT 0,
  root bytea NOT NULL DEFAULT sha256(''),
  -- 32 zeros before the first block.
  hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
  -- For each level, lowest first: the hashes that do not fill a tile yet.
  edges bytea[] NOT NULL DEFAULT '{}'
);

-- One row per seal: all journals of a book with numbers from from_no to to_no, as the leaves before tree_size.
CREATE TABLE chain_block (
  book book_id NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  from_no bigint NOT NULL,
  to_no bigint NOT NULL CHECK (to_no >= from_no),
  journals bigint NOT NULL CHECK (journals > 0),
  tree_size bigint NOT NULL CHECK (tree_size >= journals),
  root bytea NOT NULL CHECK (length(root) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32) CONSTRAINT chain_block_hash UNIQUE,
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (book, number)
);
-- From a transfer to its block: the first that ends at or after its number.
CREATE INDEX chain_block_to ON chain_block (to_no, book);

-- The hashes of the tree, 256 to a row. Level 0 are leaves; an entry of a level above stands for a whole tile below.
-- Only full tiles: what does not fill one yet lies in chain_head. So a row never changes.
CREATE TABLE chain_tile (
  book book_id NOT NULL,
  level smallint NOT NULL CHECK (level >= 0),
  index bigint NOT NULL CHECK (index >= 0),
  hashes bytea NOT NULL CHECK (length(hashes) = 8192),
  PRIMARY KEY (book, level, index)
);
-- Hashes do not compress; trying to would cost more than all the rest of a seal.
ALTER TABLE chain_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chain_block
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chain_tile
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON chain_head
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON chain_watermark
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER only_forward BEFORE UPDATE ON chain_watermark
  FOR EACH ROW WHEN (NEW.sealed_no < OLD.sealed_no) EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER only_forward BEFORE UPDATE ON chain_head
  FOR EACH ROW WHEN (NEW.tree_size < OLD.tree_size OR NEW.number < OLD.number) EXECUTE FUNCTION ledger_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON chain_block, chain_tile FROM PUBLIC, CURRENT_USER;
REVOKE DELETE, TRUNCATE ON chain_head, chain_watermark FROM PUBLIC, CURRENT_USER;

-- Whole microseconds since 1970, eight bytes. STABLE as its parts are called, or it would not be inlined: 4 µs each.
CREATE FUNCTION chain_instant(p_at timestamptz) RETURNS bytea LANGUAGE sql STABLE STRICT AS $$
  SELECT int8send((extract(epoch FROM p_at) * 1000000)::bigint)
$$;

-- Length in two bytes, then UTF-8.
CREATE FUNCTION chain_text(p_text text) RETURNS bytea LANGUAGE sql STABLE STRICT AS $$
  SELECT substr(int4send(length(convert_to(p_text, 'UTF8'))), 3) || convert_to(p_text, 'UTF8')
$$;

-- The leaf hash of each journal numbered p_from to p_to, which must be whole calls. p_only is the only book there is, or
-- null when there are several: then the book is that of the first debit account. A leaf is null when part of its journal
-- is gone.
CREATE FUNCTION journal_leaves(p_from bigint, p_to bigint, p_only uuid) RETURNS TABLE (book uuid, no bigint, leaf bytea)
LANGUAGE sql STABLE AS $$
  SELECT g.book, g.no, CASE WHEN j.no IS NOT NULL OR g.transfers = 1 THEN sha256(
    '\x004a414e444f4e4a01'::bytea || uuid_send(g.book)
    || CASE WHEN j.no IS NULL
      -- A lone transfer: its journal's id is its own with one more bit, its subject is that journal.
      THEN set_byte(substr(g.body, 9, 16), 8, get_byte(g.body, 16) | 64) || chain_text('operator_transfer') || '\x0000'::bytea
      ELSE uuid_send(j.id) || chain_text(j.event) || chain_text(j.subject) END
    || substr(int4send(g.transfers::integer), 3) || g.body) END
  FROM (
    SELECT t.no - t.position + 1 AS no, count(*) AS transfers,
      CASE WHEN p_only IS NOT NULL THEN p_only ELSE (
        SELECT h.id FROM balance b JOIN lot l ON l.no = b.lot JOIN chain_head h ON h.book = l.book
        WHERE b.account = (array_agg(t.debit ORDER BY t.no))[1]
      ) END AS book,
      string_agg(int8send(t.no) || uuid_send(t.id) || uuid_send(t.debit) || uuid_send(t.credit) || int8send(t.amount_minor)
        || CASE t.phase WHEN 'posted' THEN '\x00'::bytea WHEN 'pending' THEN '\x01'::bytea WHEN 'post' THEN '\x02'::bytea
          WHEN 'void' THEN '\x03'::bytea WHEN 'expire' THEN '\x04'::bytea END
        || coalesce(uuid_send(t.pending_id), '\x00000000000000000000000000000000'::bytea)
        || chain_instant(t.occurred_at) || coalesce(chain_instant(t.expires_at), '\x8000000000000000'::bytea)
        || chain_instant(t.recorded_at) || chain_text(t.code), ''::bytea ORDER BY t.no) AS body
    FROM transfer t WHERE t.no BETWEEN p_from AND p_to
    GROUP BY t.no - t.position + 1
  ) g LEFT JOIN journal j ON j.no = g.no AND j.no BETWEEN p_from AND p_to
$$;

-- Joins neighbours p_times over: of every 2^p_times hashes one is left, the root of their full tree.
CREATE FUNCTION merkle_fold(p_hashes bytea, p_times integer) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  FOR i IN 1..p_times LOOP
    SELECT string_agg(sha256('\x01'::bytea || substr(p_hashes, k * 64 + 1, 64)), ''::bytea ORDER BY k) INTO p_hashes
    FROM generate_series(0, length(p_hashes) / 64 - 1) AS k;
  END LOOP;
  RETURN p_hashes;
END $$;

-- The full trees that a tree with these edges consists of, largest first: its frontier.
CREATE FUNCTION merkle_frontier(p_edges bytea[]) RETURNS bytea[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_frontier bytea[] := '{}';
  v_hashes bytea; v_from integer;
BEGIN
  FOR v_level IN REVERSE cardinality(p_edges)..1 LOOP
    v_hashes := p_edges[v_level];
    v_from := 0;
    FOR v_bit IN REVERSE 7..0 LOOP
      IF (length(v_hashes) / 32) & (1 << v_bit) <> 0 THEN
        v_frontier := v_frontier || merkle_fold(substr(v_hashes, v_from * 32 + 1, 32 << v_bit), v_bit);
        v_from := v_from + (1 << v_bit);
      END IF;
    END LOOP;
  END LOOP;
  RETURN v_frontier;
END $$;

-- The root of the tree with this frontier.
CREATE FUNCTION merkle_root(p_frontier bytea[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_root bytea := p_frontier[cardinality(p_frontier)];
BEGIN
  FOR i IN REVERSE cardinality(p_frontier) - 1..1 LOOP
    v_root := sha256('\x01'::bytea || p_frontier[i] || v_root);
  END LOOP;
  RETURN coalesce(v_root, sha256(''));
END $$;

-- The hash of a block; an operator notes it, so its form is part of what we promise.
CREATE FUNCTION block_hash(
  p_book uuid, p_number bigint, p_previous bytea, p_from bigint, p_to bigint, p_size bigint, p_root bytea, p_at timestamptz
) RETURNS bytea LANGUAGE sql STABLE STRICT AS $$
  SELECT sha256('\x4a414e444f4e4201'::bytea || uuid_send(p_book) || int8send(p_number) || p_previous || int8send(p_from)
    || int8send(p_to) || int8send(p_size) || p_root || chain_instant(p_at))
$$;

-- Appends leaves (32 bytes each, in order) to a book's tree and closes a block over them. The caller holds the watermark.
CREATE FUNCTION append_block(p_book uuid, p_from bigint, p_to bigint, p_leaves bytea) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_head chain_head; v_edges bytea[]; v_new bytea := p_leaves; v_full integer; v_level integer := 0; v_before bigint;
  v_journals bigint := length(p_leaves) / 32; v_root bytea; v_hash bytea; v_at timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO STRICT v_head FROM chain_head WHERE id = p_book FOR UPDATE;
  v_edges := v_head.edges;
  v_before := v_head.tree_size;
  LOOP
    v_new := coalesce(v_edges[v_level + 1], ''::bytea) || v_new;
    v_full := length(v_new) / 8192;
    v_edges[v_level + 1] := substr(v_new, v_full * 8192 + 1);
    EXIT WHEN v_full = 0;
    v_new := substr(v_new, 1, v_full * 8192);
    INSERT INTO chain_tile (book, level, index, hashes)
    SELECT v_head.book, v_level, v_before / 256 + k, substr(v_new, k * 8192 + 1, 8192) FROM generate_series(0, v_full - 1) AS k;
    v_new := merkle_fold(v_new, 8);
    v_level := v_level + 1;
    v_before := v_before / 256;
  END LOOP;
  v_root := merkle_root(merkle_frontier(v_edges));
  v_hash := block_hash(p_book, v_head.number + 1, v_head.hash, p_from, p_to, v_head.tree_size + v_journals, v_root, v_at);
  INSERT INTO chain_block (book, number, from_no, to_no, journals, tree_size, root, hash, sealed_at)
  VALUES (v_head.book, v_head.number + 1, p_from, p_to, v_journals, v_head.tree_size + v_journals, v_root, v_hash, v_at);
  UPDATE chain_head SET number = v_head.number + 1, tree_size = v_head.tree_size + v_journals, root = v_root, hash = v_hash,
    edges = v_edges
  WHERE id = p_book;
END $$;

-- What has been drawn by now: the last number of a call, and a transaction id that was drawn after it. A call has its
-- transaction id before it draws its number; so once every transaction below this one has ended, no call up to this
-- number can still be on its way. Without an id when there is nothing to seal: an idle server writes nothing.
CREATE FUNCTION note_calls(OUT call bigint, OUT xid xid8) LANGUAGE plpgsql AS $$
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'note_calls needs a transaction of its own: this one had its id before.';
  END IF;
  SELECT CASE WHEN s.is_called THEN s.last_value ELSE s.last_value - 1 END INTO call FROM call_no s;
  IF EXISTS (SELECT 1 FROM chain_watermark w WHERE w.sealed_no < (call << 16)) THEN
    xid := pg_current_xact_id();
  END IF;
END $$;

-- Seals what was noted: at most about p_most transfers of all books together, in one block for each book. `ready` is
-- false while a transaction older than the note is running (then nothing was done), `more` when another call has more to
-- do. Killed at any instant it has done all or nothing; several at once seal one after the other.
CREATE FUNCTION seal_chain(
  p_call bigint, p_xid xid8, p_most integer, OUT ready boolean, OUT sealed bigint, OUT more boolean
) LANGUAGE plpgsql SET work_mem = '32MB' AS $$ -- 65,536 transfers are sorted in memory.
DECLARE
  v_from bigint; v_to bigint; v_end bigint := (p_call << 16) | 65535; v_cut bigint; v_only uuid; v_books bigint; v_part record;
BEGIN
  ready := pg_snapshot_xmin(pg_current_snapshot()) >= p_xid;
  sealed := 0;
  more := false;
  IF NOT ready THEN
    RETURN;
  END IF;
  SELECT w.sealed_no + 1 INTO v_from FROM chain_watermark w FOR NO KEY UPDATE;
  IF v_from > v_end THEN
    RETURN;
  END IF;
  -- A block never reaches over the end of an epoch, so that an epoch can go to the archive by itself.
  v_to := least(v_end, (((v_from >> 40) + 1) << 40) - 1);
  SELECT t.no | 65535 INTO v_cut FROM transfer t WHERE t.no BETWEEN v_from AND v_to ORDER BY t.no OFFSET p_most - 1 LIMIT 1;
  v_to := least(v_to, v_cut);

  INSERT INTO chain_head (book, id)
  SELECT b.id, ledger_uuid(b.id) FROM book b WHERE NOT EXISTS (SELECT 1 FROM chain_head h WHERE h.book = b.id)
  ON CONFLICT DO NOTHING;
  -- Calls up to here have ended, so their books are among these.
  SELECT count(*), (array_agg(h.id))[1] INTO v_books, v_only FROM chain_head h;
  IF v_books > 1 THEN
    v_only := NULL;
  END IF;

  FOR v_part IN
    SELECT l.book, count(*) AS journals, count(l.leaf) AS whole, string_agg(l.leaf, ''::bytea ORDER BY l.no) AS leaves
    FROM journal_leaves(v_from, v_to, v_only) l GROUP BY l.book ORDER BY l.book
  LOOP
    IF v_part.book IS NULL OR v_part.whole <> v_part.journals THEN
      RAISE EXCEPTION 'A journal of the numbers % to % has lost its row or an account: somebody deleted it.', v_from, v_to;
    END IF;
    PERFORM append_block(v_part.book, v_from, v_to, v_part.leaves);
    sealed := sealed + v_part.journals;
  END LOOP;
  UPDATE chain_watermark SET sealed_no = v_to;
  more := v_to < v_end;
END $$;

-- The frontier of a book's tree when it had p_size leaves: what an archive begins with, largest full tree first.
CREATE FUNCTION frontier_before(p_book text, p_size bigint) RETURNS bytea[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_edges bytea[] := '{}'; v_rest bigint := p_size; v_level integer := 0; v_hashes bytea;
BEGIN
  WHILE v_rest > 0 LOOP
    IF v_rest % 256 > 0 THEN
      SELECT coalesce(
        (SELECT t.hashes FROM chain_tile t WHERE t.book = h.book AND t.level = v_level AND t.index = v_rest / 256),
        h.edges[v_level + 1])
      INTO v_hashes FROM chain_head h WHERE h.book = p_book AND h.tree_size >= p_size;
      IF v_hashes IS NULL THEN
        RAISE EXCEPTION 'The tree of % does not have % leaves.', p_book, p_size;
      END IF;
    END IF;
    v_edges[v_level + 1] := substr(v_hashes, 1, (v_rest % 256)::integer * 32);
    v_rest := v_rest / 256;
    v_level := v_level + 1;
  END LOOP;
  RETURN merkle_frontier(v_edges);
END $$;
