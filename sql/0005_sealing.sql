-- The octets of sealed bids, beside the entries that commit to them (ledger_entry of the same seq). They are no part of the
-- ledger and cannot be made from it: what is missing here at the opening does not open.
CREATE TABLE sealed_envelope (
  log    integer NOT NULL,
  seq    bigint  NOT NULL,
  tender text    NOT NULL,
  lot    text    NOT NULL,
  octets bytea   NOT NULL CHECK (octet_length(octets) BETWEEN 1 AND 67108864),
  PRIMARY KEY (log, seq)
);
CREATE INDEX sealed_envelope_lot ON sealed_envelope (log, tender, lot);
ALTER TABLE sealed_envelope ALTER COLUMN octets SET STORAGE EXTERNAL;  -- ciphertext does not shrink
