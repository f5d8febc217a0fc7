-- Who was given which evidence, and what people follow. No part of the ledger: these are people's doings, and erasable.
create table evidence_read (
  id       bigint generated always as identity primary key,
  at       timestamptz not null default now(),
  tender   text,                                -- null: a page of the log, or an entry that belongs to no tender
  account  text not null,
  role     text not null,
  what     text not null check (what in ('bundle', 'receipt', 'document', 'entries', 'export')),
  seq      bigint                               -- the entry; of a page its first one
);
create index evidence_read_tender on evidence_read (tender, id);

create table watch (
  account   text not null references account (id) on delete cascade,
  tender    text not null,
  since     timestamptz not null default now(),
  seen_seq  bigint,                             -- the newest entry that he says he has seen
  primary key (account, tender)
);
