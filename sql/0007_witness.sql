-- What others vouched for: no part of the ledger, and not to be remade from it.

-- The checkpoint's note with the cosignatures of witnesses, each verified before it was kept.
CREATE TABLE ledger_cosigned (
  log    integer     NOT NULL,
  size   bigint      NOT NULL,
  note   text        NOT NULL,                 -- signed by the log and, below, by witnesses
  quorum boolean     NOT NULL,                 -- by the policy that was configured then
  at     timestamptz NOT NULL,
  PRIMARY KEY (log, size)
);
CREATE INDEX ledger_cosigned_quorum ON ledger_cosigned (log, size) WHERE quorum;

-- RFC 3161 tokens over SHA-256 of the checkpoint's text, verified before they were kept.
CREATE TABLE ledger_timestamp (
  log   integer     NOT NULL,
  size  bigint      NOT NULL,
  text  text        NOT NULL,                  -- the octets that were stamped
  token bytea       NOT NULL,                  -- TimeStampToken, DER
  at    timestamptz NOT NULL,                  -- as the authority says
  PRIMARY KEY (log, size)
);
