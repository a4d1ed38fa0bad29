-- SPDX-License-Identifier: Apache-2.0
-- The ledger: books, accounts, journals, transfers, and the chain that makes editing any of them visible.
-- Ids are the same text everywhere; "C" collation compares them as bytes. Inside, rows refer to each other by `no`,
-- because five indexes over 30-byte ids cost more than the transfers themselves.

-- What is checked by a pattern is checked once, when it enters, as a domain: a CHECK of the table would run the pattern
-- again with every change of a balance.
CREATE DOMAIN book_id AS text COLLATE "C" CHECK (VALUE ~ '^bok_[0-7][0-9a-hjkmnp-tv-z]{25}$');
CREATE DOMAIN account_id AS text COLLATE "C" CHECK (VALUE ~ '^acc_[0-7][0-9a-hjkmnp-tv-z]{25}$');
CREATE DOMAIN account_code AS text COLLATE "C" CHECK (VALUE ~ '^[a-z][a-z0-9_]{0,39}$');
CREATE DOMAIN unit_name AS text COLLATE "C" CHECK (VALUE ~ '^([a-z]+:[a-z0-9_-]{1,40}:)?[A-Z]{3}$');
CREATE DOMAIN owner_name AS text COLLATE "C" CHECK (length(VALUE) BETWEEN 1 AND 80 AND VALUE !~ '[[:cntrl:]]');

CREATE TABLE book (
  id book_id PRIMARY KEY,
  -- The head of the chain: how many journals are sealed, and the hash that stands for all of them.
  sealed_position bigint NOT NULL DEFAULT 0 CHECK (sealed_position >= 0),
  sealed_hash bytea NOT NULL CHECK (length(sealed_hash) = 32),
  recorded_at timestamptz NOT NULL DEFAULT now()
);

-- The book of an installation that has only one (`DEFAULT_BOOK` of the domain).
INSERT INTO book (id, sealed_hash)
VALUES ('bok_0000000000ftqa938q3qbx79sv', sha256(convert_to('jandon book bok_0000000000ftqa938q3qbx79sv', 'UTF8')));

CREATE TABLE account (
  no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id account_id NOT NULL UNIQUE,
  book book_id NOT NULL REFERENCES book (id),
  code account_code NOT NULL,
  unit unit_name NOT NULL,
  owner owner_name,
  normal_side text NOT NULL CHECK (normal_side IN ('debit', 'credit')),
  overdraft text NOT NULL CHECK (overdraft IN ('none', 'unlimited')),
  -- Movements of a hot account are appended to account_delta, so that posting never waits for its row.
  hot boolean NOT NULL,
  debits_pending bigint NOT NULL DEFAULT 0 CHECK (debits_pending >= 0),
  debits_posted bigint NOT NULL DEFAULT 0 CHECK (debits_posted >= 0),
  credits_pending bigint NOT NULL DEFAULT 0 CHECK (credits_pending >= 0),
  credits_posted bigint NOT NULL DEFAULT 0 CHECK (credits_posted >= 0),
  opened_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  -- An account is what it is for: the same book, code, unit and owner never name two accounts.
  CONSTRAINT account_identity UNIQUE NULLS NOT DISTINCT (owner, code, unit, book),
  -- What is posted on the normal side covers what is posted and reserved on the other.
  CONSTRAINT account_not_overdrawn CHECK (
    overdraft = 'unlimited'
    OR (normal_side = 'credit' AND credits_posted - debits_posted - debits_pending >= 0)
    OR (normal_side = 'debit' AND debits_posted - credits_posted - credits_pending >= 0)
  ),
  -- A rule needs one row to be checked against.
  CONSTRAINT account_hot_has_no_rule CHECK (NOT hot OR (overdraft = 'unlimited' AND closed_at IS NULL))
) WITH (fillfactor = 70); -- Room on each page, so that new counters are written beside the old without touching an index.

CREATE INDEX account_code ON account (code, id);
-- Posting asks for the hot ones of its accounts apart, without locks: a few pages instead of the whole index again.
CREATE INDEX account_hot ON account (id) WHERE hot;

-- Movements of hot accounts not yet folded into their row: one line per account and call.
CREATE TABLE account_delta (
  account_no bigint NOT NULL,
  debits_pending bigint NOT NULL,
  debits_posted bigint NOT NULL,
  credits_pending bigint NOT NULL,
  credits_posted bigint NOT NULL
);
CREATE INDEX account_delta_account ON account_delta (account_no);

-- The counters of every account, hot ones with what is not yet folded. Read balances here, never from `account`.
CREATE VIEW account_balance AS
SELECT a.no, a.id, a.book, a.code, a.unit, a.owner, a.normal_side, a.overdraft, a.hot, a.opened_at, a.closed_at,
  (a.debits_pending + coalesce(d.debits_pending, 0))::bigint AS debits_pending,
  (a.debits_posted + coalesce(d.debits_posted, 0))::bigint AS debits_posted,
  (a.credits_pending + coalesce(d.credits_pending, 0))::bigint AS credits_pending,
  (a.credits_posted + coalesce(d.credits_posted, 0))::bigint AS credits_posted
FROM account a
LEFT JOIN LATERAL (
  SELECT sum(x.debits_pending) AS debits_pending, sum(x.debits_posted) AS debits_posted,
    sum(x.credits_pending) AS credits_pending, sum(x.credits_posted) AS credits_posted
  FROM account_delta x WHERE x.account_no = a.no
) d ON a.hot;

CREATE SEQUENCE journal_no AS bigint;

CREATE TABLE journal (
  no bigint PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE CHECK (length(id) = 30 AND id LIKE 'jnl\_%'),
  book text COLLATE "C" NOT NULL,
  event text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  -- The canonical lines of the chain are separated by tabs and newlines, so no field may hold one.
  CHECK (length(event) BETWEEN 1 AND 40 AND strpos(event, E'\t') = 0 AND strpos(event, E'\n') = 0),
  CHECK (length(subject) BETWEEN 1 AND 80 AND strpos(subject, E'\t') = 0 AND strpos(subject, E'\n') = 0)
);
CREATE INDEX journal_subject ON journal (subject, no);

CREATE TABLE transfer (
  journal_no bigint NOT NULL,
  position integer NOT NULL CHECK (position > 0),
  id text COLLATE "C" NOT NULL CONSTRAINT transfer_id_key UNIQUE CHECK (length(id) = 30 AND id LIKE 'trf\_%'),
  debit_no bigint NOT NULL,
  credit_no bigint NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  unit text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL CHECK (code <> ''),
  phase text COLLATE "C" NOT NULL CHECK (phase IN ('posted', 'pending', 'post', 'void', 'expire')),
  pending_id text COLLATE "C",
  occurred_at timestamptz NOT NULL,
  expires_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (journal_no, position),
  CHECK (debit_no <> credit_no),
  CHECK ((phase IN ('post', 'void', 'expire')) = (pending_id IS NOT NULL)),
  CHECK (expires_at IS NULL OR phase = 'pending')
);
-- A pending transfer is resolved once, whatever else goes wrong.
CREATE UNIQUE INDEX transfer_resolves_once ON transfer (pending_id) WHERE pending_id IS NOT NULL;
CREATE INDEX transfer_debit ON transfer (debit_no, journal_no, position);
CREATE INDEX transfer_credit ON transfer (credit_no, journal_no, position);

-- Pending transfers that will expire and are not yet resolved: a work list, derived from the transfers.
CREATE TABLE pending_expiry (
  transfer_id text COLLATE "C" PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX pending_expiry_due ON pending_expiry (expires_at, transfer_id);

-- Journals that have no place in the chain yet: one line per call and book, so that posting takes no common lock.
CREATE TABLE journal_unsealed (
  no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  book text COLLATE "C" NOT NULL,
  journals bigint[] NOT NULL
);

-- The chain: hash = sha256(previous hash, position, leaf); leaf = sha256 of the journal's canonical lines.
CREATE TABLE journal_link (
  book text COLLATE "C" NOT NULL REFERENCES book (id),
  position bigint NOT NULL CHECK (position > 0),
  journal_no bigint NOT NULL UNIQUE,
  leaf bytea NOT NULL CHECK (length(leaf) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  sealed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (book, position)
);

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused. Correct by adding a transfer, never by editing one.',
    TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_link
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- The owner too gives up the right to change; a superuser still can, and the chain shows it.
REVOKE UPDATE, DELETE, TRUNCATE ON transfer, journal, journal_link FROM PUBLIC, CURRENT_USER;
