-- SPDX-License-Identifier: Apache-2.0
-- The ledger: books, accounts with their balances, transfers, journals, and what is pending. docs/ledger.md says what
-- the words mean; docs/decisions/0013 what was measured. Ids are `uuid` here and text everywhere else: `ledger_id` and
-- `ledger_uuid` (0002) turn one into the other for people who read these tables by hand.

-- What is checked by a pattern is checked once, when it enters, as a domain.
CREATE DOMAIN book_id AS text COLLATE "C" CHECK (VALUE ~ '^bok_[0-7][0-9a-hjkmnp-tv-z]{25}$');
CREATE DOMAIN account_code AS text COLLATE "C" CHECK (VALUE ~ '^[a-z][a-z0-9_]{0,39}$');
CREATE DOMAIN unit_name AS text COLLATE "C" CHECK (VALUE ~ '^([a-z]+:[a-z0-9_-]{1,40}:)?[A-Z]{3}$');
CREATE DOMAIN owner_name AS text COLLATE "C" CHECK (length(VALUE) BETWEEN 1 AND 80 AND VALUE !~ '[[:cntrl:]]');
CREATE TYPE transfer_phase AS ENUM ('posted', 'pending', 'post', 'void', 'expire');

CREATE TABLE book (
  id book_id PRIMARY KEY,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

-- The book of an installation that has only one (`DEFAULT_BOOK` of the domain).
INSERT INTO book (id) VALUES ('bok_0000000000ftqa938q3qbx79sv');

-- What may move between two accounts: amounts of one unit in one book. Accounts of different lots never meet.
CREATE TABLE lot (
  no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  book book_id NOT NULL REFERENCES book (id),
  unit unit_name NOT NULL,
  UNIQUE (book, unit)
);

CREATE TABLE account (
  id uuid PRIMARY KEY,
  lot integer NOT NULL REFERENCES lot (no),
  code account_code NOT NULL,
  owner owner_name,
  normal_side text NOT NULL CHECK (normal_side IN ('debit', 'credit')),
  overdraft text NOT NULL CHECK (overdraft IN ('none', 'unlimited')),
  opened_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  -- An account is what it is for: the same book, code, unit and owner never name two accounts.
  CONSTRAINT account_identity UNIQUE NULLS NOT DISTINCT (owner, code, lot)
);
CREATE INDEX account_code ON account (code, id);

-- The counters of an account, in a row of its own that is as small as can be: posting rewrites it each time.
CREATE TABLE balance (
  account uuid PRIMARY KEY REFERENCES account (id),
  debits_pending bigint NOT NULL DEFAULT 0 CHECK (debits_pending >= 0),
  debits_posted bigint NOT NULL DEFAULT 0 CHECK (debits_posted >= 0),
  credits_pending bigint NOT NULL DEFAULT 0 CHECK (credits_pending >= 0),
  credits_posted bigint NOT NULL DEFAULT 0 CHECK (credits_posted >= 0),
  -- The reference of the account's latest transfer, and of the one that was its latest before the call that set it.
  last_ref bigint,
  prev_ref bigint,
  lot integer NOT NULL,
  -- 0: may be overdrawn; 1: debits, also reserved ones, are covered by credits; 2: credits by debits.
  rule smallint NOT NULL CHECK (rule BETWEEN 0 AND 2),
  is_open boolean NOT NULL DEFAULT true,
  -- Movements of a hot account are appended to account_delta, so that posting never waits for its row.
  hot boolean NOT NULL,
  -- A hot account with a rule keeps it in account_share.
  CONSTRAINT balance_not_overdrawn CHECK (hot OR CASE rule
    WHEN 1 THEN credits_posted - debits_posted - debits_pending >= 0
    WHEN 2 THEN debits_posted - credits_posted - credits_pending >= 0
    ELSE true END),
  CONSTRAINT hot_stays_open CHECK (NOT hot OR is_open)
);
-- No fillfactor: with room kept free, PostgreSQL tidies a page at every visit; without, it tidies when a page is full, and
-- after their first changes the rows have made room for each other.
CREATE INDEX balance_hot ON balance (account) WHERE hot;

-- Movements of hot accounts not yet folded into their row: one line per account and call.
CREATE TABLE account_delta (
  account uuid NOT NULL,
  debits_pending bigint NOT NULL,
  debits_posted bigint NOT NULL,
  credits_pending bigint NOT NULL,
  credits_posted bigint NOT NULL
);
CREATE INDEX account_delta_account ON account_delta (account);

-- What is available on a hot account with an overdraft rule, split into shares so that calls of different processes
-- seldom meet on one row. No share is ever negative, so their sum, which is what is available, is not either.
CREATE TABLE account_share (
  account uuid NOT NULL REFERENCES account (id),
  slot smallint NOT NULL,
  available bigint NOT NULL DEFAULT 0 CONSTRAINT share_not_overdrawn CHECK (available >= 0),
  PRIMARY KEY (account, slot)
) WITH (fillfactor = 50);

-- The counters of every account, hot ones with what is not yet folded. Read balances here, never from `balance`.
CREATE VIEW account_balance AS
SELECT a.id, l.book, a.code, l.unit, a.owner, a.normal_side, a.overdraft, b.hot, a.opened_at, a.closed_at, b.last_ref,
  (b.debits_pending + coalesce(d.debits_pending, 0))::bigint AS debits_pending,
  (b.debits_posted + coalesce(d.debits_posted, 0))::bigint AS debits_posted,
  (b.credits_pending + coalesce(d.credits_pending, 0))::bigint AS credits_pending,
  (b.credits_posted + coalesce(d.credits_posted, 0))::bigint AS credits_posted
FROM account a
JOIN lot l ON l.no = a.lot
JOIN balance b ON b.account = a.id
LEFT JOIN LATERAL (
  SELECT sum(x.debits_pending) AS debits_pending, sum(x.debits_posted) AS debits_posted,
    sum(x.credits_pending) AS credits_pending, sum(x.credits_posted) AS credits_posted
  FROM account_delta x WHERE x.account = a.id
) d ON b.hot;

-- Every call of post_transfers draws one number, after it holds all its locks; a transfer's number is the call's times
-- 65,536 plus its place in the call. So the order of numbers is one in which everything could have happened one after the
-- other.
CREATE SEQUENCE call_no AS bigint;

-- A balance has to say which transfer was its latest before the call has its number, so the call draws a token first. A
-- reference is the token times 65,536 plus the place; here is which number the call got. Read only to follow references
-- within an epoch that has no index yet.
CREATE SEQUENCE call_token AS bigint;
CREATE TABLE call_ref (
  token bigint PRIMARY KEY,
  call_no bigint NOT NULL
);

CREATE TABLE transfer (
  no bigint NOT NULL PRIMARY KEY,
  id uuid NOT NULL,
  debit uuid NOT NULL,
  credit uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  -- The reference of the account's transfer before this one; null when there is none, or the account is hot. Following
  -- them from `balance.last_ref` is the account's history without an index, whose upkeep would cost more than the transfer.
  debit_prev bigint,
  credit_prev bigint,
  pending_id uuid,
  expires_at timestamptz,
  -- Its place in its journal, from 1; the journal's number is that of its first transfer.
  position integer NOT NULL CHECK (position > 0),
  phase transfer_phase NOT NULL,
  code text COLLATE "C" NOT NULL CHECK (code <> ''),
  CHECK (debit <> credit),
  CHECK ((phase IN ('post', 'void', 'expire')) = (pending_id IS NOT NULL)),
  CHECK (expires_at IS NULL OR phase = 'pending')
) PARTITION BY RANGE (no);

-- Every id ever posted. It stays when the transfers themselves go to the archive: an id is never taken twice.
CREATE TABLE transfer_id (
  id uuid PRIMARY KEY,
  no bigint NOT NULL
);

-- The journals but those of a lone transfer, whose journal is told by the transfer (event `operator_transfer`).
CREATE TABLE journal (
  no bigint NOT NULL PRIMARY KEY,
  id uuid NOT NULL,
  event text COLLATE "C" NOT NULL CHECK (length(event) BETWEEN 1 AND 40),
  subject text COLLATE "C" NOT NULL CHECK (length(subject) BETWEEN 1 AND 80)
) PARTITION BY RANGE (no);
CREATE INDEX journal_subject ON journal (subject, no);

CREATE TABLE journal_id (
  id uuid PRIMARY KEY,
  no bigint NOT NULL
);

-- Pending transfers and what became of them. Derived from the transfers; resolved once, under the lock of its row.
CREATE TABLE pending_transfer (
  id uuid PRIMARY KEY,
  no bigint NOT NULL,
  debit uuid NOT NULL,
  credit uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  expires_at timestamptz,
  resolved_no bigint,
  resolved_phase transfer_phase,
  CHECK ((resolved_no IS NULL) = (resolved_phase IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX pending_transfer_due ON pending_transfer (expires_at, id) WHERE resolved_no IS NULL AND expires_at IS NOT NULL;

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused. Correct by adding a transfer, never by editing one.',
    TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

-- No number is drawn twice, so a pending transfer resolved once stays so.
CREATE FUNCTION ledger_resolve_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'pending transfer % is resolved already.', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER resolves_once BEFORE UPDATE ON pending_transfer
  FOR EACH ROW WHEN (OLD.resolved_no IS NOT NULL) EXECUTE FUNCTION ledger_resolve_once();

-- Epochs: transfers and journals lie in partitions of 16,777,216 calls each. The open one has no index by account; a
-- closed one, which no call writes to any more, gets them in one go.
CREATE TABLE ledger_epoch (
  no integer PRIMARY KEY,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'indexed', 'archived')),
  closed_at timestamptz
);

CREATE FUNCTION open_epoch(p_epoch integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_table text;
BEGIN
  INSERT INTO ledger_epoch (no) VALUES (p_epoch);
  FOREACH v_table IN ARRAY ARRAY['transfer', 'journal'] LOOP
    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%s) TO (%s)', v_table || '_' || p_epoch, v_table,
      p_epoch::bigint << 40, (p_epoch + 1)::bigint << 40);
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()', v_table || '_' || p_epoch);
    -- The owner too gives up the right to change; a superuser still can, and the chain shows it.
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM PUBLIC, CURRENT_USER', v_table || '_' || p_epoch);
  END LOOP;
  EXECUTE format('CREATE INDEX %I ON %I (debit, no) WHERE debit_prev IS NULL',
    'transfer_' || p_epoch || '_debit_hot', 'transfer_' || p_epoch);
  EXECUTE format('CREATE INDEX %I ON %I (credit, no) WHERE credit_prev IS NULL',
    'transfer_' || p_epoch || '_credit_hot', 'transfer_' || p_epoch);
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer_id
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_id
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON transfer, journal, transfer_id, journal_id FROM PUBLIC, CURRENT_USER;

-- Two are ready beyond the open one; upkeep keeps it so.
SELECT open_epoch(0), open_epoch(1), open_epoch(2);
