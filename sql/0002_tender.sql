-- Tenders as the public finds them: one row a tender from its publication on. Remade from the ledger by `terang rebuild`.
create table tender_projection (
  id                text primary key,
  state             text not null,
  title             text not null,
  description       text not null,
  buyer_id          text not null,
  buyer_name        text not null,
  category          text not null,          -- goods, works, services
  place             text,
  currency          text not null,          -- ISO 4217
  estimate          bigint,                 -- minor units of currency, all lots together; null where not told
  estimate_text     text,                   -- the same as a decimal string in major units
  lots              integer not null,
  published_at      timestamptz not null,
  auction_starts_at timestamptz not null,
  auction_ends_at   timestamptz not null,
  public_document   jsonb not null,         -- without secrets
  search_text       text not null,          -- title, description, buyer, place, lots and items, one line each
  updated_seq       bigint not null         -- ledger index of the newest entry in it
);
create index tender_projection_newest on tender_projection (published_at desc, id);
create index tender_projection_state on tender_projection (state, published_at desc, id);
create index tender_projection_buyer on tender_projection (buyer_id, published_at desc);
