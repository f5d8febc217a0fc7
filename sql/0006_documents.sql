-- What bidders handed in otherwise than by a bid of their own, as officers uploaded it. Its SHA-256 stands in the ledger
-- (bid.proposed); the octets are no part of it, because a letter names people.
create table tender_document (
  tender       text not null,
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name         text not null check (length(name) between 1 and 200),
  type         text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  octets       bytea not null check (length(octets) between 1 and 700000),
  uploaded_by  text not null references account (id),
  uploaded_at  timestamptz not null default now(),
  primary key (tender, sha256)
);
