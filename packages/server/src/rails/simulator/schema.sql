-- The simulated bank and the simulated issuer keep books of their own, as a real bank and a real issuer do: in their own
-- schema, over their own connections, committed on their own. What they say has happened is checked against these.

CREATE SCHEMA IF NOT EXISTS simulator;

-- How they are told to misbehave. Each matching call uses one up, oldest first.
CREATE TABLE IF NOT EXISTS simulator.fault (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  target text NOT NULL CHECK (target IN ('bank', 'issuer')),
  operation text NOT NULL CHECK (operation IN ('submit', 'query')),
  kind text NOT NULL,
  remaining integer NOT NULL CHECK (remaining >= 0),
  delay_ms integer
);

CREATE TABLE IF NOT EXISTS simulator.bank_payment (
  reference text COLLATE "C" PRIMARY KEY,
  conversion_id text COLLATE "C" NOT NULL,
  bank_code text NOT NULL,
  account_number text NOT NULL,
  account_holder text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  unit text NOT NULL,
  state text NOT NULL CHECK (state IN ('accepted', 'settled', 'rejected', 'returned')),
  code text,
  received_at timestamptz NOT NULL,
  settles_at timestamptz,
  returns_at timestamptz
);
CREATE INDEX IF NOT EXISTS bank_payment_due ON simulator.bank_payment (least(settles_at, returns_at))
  WHERE settles_at IS NOT NULL OR returns_at IS NOT NULL;

-- The bank's statement: each won that went to an account or came back. Nothing here is unique on purpose: a payment that
-- was carried out twice would stand here twice.
CREATE TABLE IF NOT EXISTS simulator.bank_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reference text COLLATE "C" NOT NULL,
  conversion_id text COLLATE "C" NOT NULL,
  direction text NOT NULL CHECK (direction IN ('credit', 'return')),
  amount_minor bigint NOT NULL,
  unit text NOT NULL,
  at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS simulator.bank_notice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reference text COLLATE "C" NOT NULL,
  outcome jsonb NOT NULL
);

CREATE TABLE IF NOT EXISTS simulator.issuer_redemption (
  reference text COLLATE "C" PRIMARY KEY,
  conversion_id text COLLATE "C" NOT NULL,
  issuer text NOT NULL,
  serial text,
  gross_minor bigint NOT NULL CHECK (gross_minor > 0),
  unit text NOT NULL,
  state text NOT NULL CHECK (state IN ('redeemed', 'rejected')),
  code text,
  received_at timestamptz NOT NULL,
  settles_at timestamptz
);
-- A voucher number is redeemed once, whoever brings it.
CREATE UNIQUE INDEX IF NOT EXISTS issuer_redemption_serial ON simulator.issuer_redemption (issuer, serial)
  WHERE state = 'redeemed' AND serial IS NOT NULL;
