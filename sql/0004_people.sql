-- Accounts and sessions. They are no part of the ledger: password hashes must be erasable, and who signed in when
-- decides nothing. Signing keys, which do, are ledger entries (key.registered).

create table business (
  id text primary key check (id ~ '^[0-9a-hjkmnp-tv-z]{12}$'),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('business', 'buyer')),   -- who bids, or the public body that buys
  created_at timestamptz not null default now()
);
create unique index business_name on business (kind, lower(name));

create table account (
  id text primary key check (id ~ '^[0-9a-hjkmnp-tv-z]{12}$'),
  login text not null check (login = lower(login) and length(login) between 3 and 100),
  name text not null check (length(name) between 1 and 200),
  role text not null check (role in ('bidder', 'officer', 'auditor', 'administrator')),
  business text references business (id),      -- of a bidder: who he bids for; of an officer: the buyer
  password text not null,                      -- Argon2id in its encoded form (RFC 9106)
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  check ((role in ('bidder', 'officer')) = (business is not null))
);
create unique index account_login on account (login);

create table session (
  token_hash bytea primary key check (length(token_hash) = 32),   -- SHA-256 of the cookie's value
  account text not null references account (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_account on session (account);
