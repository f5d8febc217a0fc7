-- Tenders published elsewhere (imported OCDS releases), and the one search over those and our own.
--
-- Imported releases are reference data: they are not ours to vouch for, so they stand outside the ledger, and
-- dropping them changes nothing that `terang rebuild` remakes.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Words as written, and reduced by the Indonesian and the English stemmer, all without accents. No stop words: a
-- search for "di" must not silently become a search for everything.
create text search dictionary terang_indonesian_stem (template = snowball, language = indonesian);
create text search dictionary terang_english_stem (template = snowball, language = english);
create text search configuration terang_simple (copy = simple);
create text search configuration terang_indonesian (copy = simple);
create text search configuration terang_english (copy = simple);
alter text search configuration terang_simple
  alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part with unaccent, simple;
alter text search configuration terang_indonesian
  alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part
  with unaccent, terang_indonesian_stem;
alter text search configuration terang_english
  alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part
  with unaccent, terang_english_stem;

-- ASCII punctuation separates words. Without this the parser takes "Golaghat/Jorhat" for the name of a file and
-- "2018_WPTBC_6506" for one word, and nobody finds either.
create function search_words(given text) returns text language sql immutable strict parallel safe as
$$ select regexp_replace(given, '[!-/:-@\[-`{-~]+', ' ', 'g') $$;

-- For likeness: lower case without accents.
create function search_plain(given text) returns text language sql immutable strict parallel safe as
$$ select lower(public.unaccent('public.unaccent'::regdictionary, given)) $$;

-- A tsvector holds 1 MB: what is indexed is cut well below. In PL/pgSQL, for each text is made ready once.
create function search_vector(title text, buyer text, body text) returns tsvector
language plpgsql immutable parallel safe as $$
declare
  t constant text := public.search_words(left(title, 2000));
  b constant text := public.search_words(left(buyer, 500));
  d constant text := public.search_words(left(body, 20000));
begin
  return setweight(to_tsvector('public.terang_simple', t) || to_tsvector('public.terang_indonesian', t)
                   || to_tsvector('public.terang_english', t), 'A')
      || setweight(to_tsvector('public.terang_simple', b), 'B')
      || setweight(to_tsvector('public.terang_simple', d) || to_tsvector('public.terang_indonesian', d)
                   || to_tsvector('public.terang_english', d), 'D');
end $$;

-- Every word must occur, as the beginning of a word or by its stem.
create function search_query(words text[]) returns tsquery language sql immutable parallel safe as $$
  select string_agg('(' || one::text || ')', ' & ')::tsquery
  from (select to_tsquery('public.terang_simple', '''' || replace(replace(word, '\', ''), '''', '') || ''':*')
               || plainto_tsquery('public.terang_indonesian', word)
               || plainto_tsquery('public.terang_english', word) as one
        from unnest(words) as word) as each
  where numnode(one) > 0
$$;

-- ---------------------------------------------------------------------------------------------------------------------

-- Who published the releases; shown with each of them, as their licences ask.
create table ocds_source (
  id integer generated always as identity primary key,
  uri text not null,
  publisher text not null,
  licence text not null,
  policy text not null,
  first_seen timestamptz not null default now(),
  unique (uri, publisher, licence, policy)
);

create table ocds_release (
  ocid text collate "C" not null,
  release_id text collate "C" not null,
  arrival bigint generated always as identity,  -- settles the order of releases of one date
  date timestamptz not null,
  compiled boolean not null,                    -- stands for all releases up to its date
  hash bytea not null check (length(hash) = 32),  -- SHA-256 of the release, members sorted, without white space
  source integer not null references ocds_source,
  bids integer not null,
  awards integer not null,
  raw text not null,                            -- as published
  imported_at timestamptz not null default now(),
  primary key (ocid, release_id)
);

-- One row a tender that the public may find.
create table tender_search (
  key text collate "C" primary key,             -- our tender's id, or the ocid
  source text not null check (source in ('terang', 'ocds')),
  title text not null,
  excerpt text not null,                        -- beginning of the description
  body text not null,                           -- what else is searched: description, items, place, numbers
  buyer text not null,
  status text collate "C" not null,
  category text collate "C",
  currency text collate "C",                    -- ISO 4217; null where value is
  value bigint,                                 -- minor units
  published_at timestamptz not null,
  closes_at timestamptz,
  bids integer,
  words tsvector not null generated always as (search_vector(title, buyer, body)) stored,
  buyer_plain text not null generated always as (search_plain(left(buyer, 500))) stored,
  check ((currency is null) = (value is null))
);
-- Pending lists make an import several times as fast; short ones, because a search reads them through and whoever fills
-- them up, be it the desk with a publication, empties them. An import empties them in the end.
create index tender_search_words on tender_search using gin (words) with (gin_pending_list_limit = 1024);
create index tender_search_buyer on tender_search using gin (buyer_plain gin_trgm_ops)
  with (gin_pending_list_limit = 1024);
create index tender_search_newest on tender_search (published_at, key);
create index tender_search_closing on tender_search (closes_at, key);
create index tender_search_value on tender_search (currency, value desc, key desc) where value is not null;
create index tender_search_status on tender_search (status, published_at, key);
create index tender_search_category on tender_search (category, published_at, key);

-- Every word that occurs, for the sake of those who mistype one or know a part of it. Words stay when tenders go: a
-- word too many costs nothing.
create table search_word (word text collate "C" primary key);
create index search_word_like on search_word using gin (word gin_trgm_ops) with (gin_pending_list_limit = 256);

create function tender_search_learn() returns trigger language plpgsql as $$
declare
  unknown text[];
begin
  select array_agg(distinct word) into unknown
  from (select distinct unnest(tsvector_to_array(words)) as word from fresh) as each
  where length(word) between 4 and 40 and word !~ '[!-/:-@\[-`{-~0-9]'
    and not exists (select from search_word known where known.word = each.word);
  if unknown is null then return null; end if;
  -- One at a time: whoever waits here holds no word yet, so that an import and the desk cannot block one another.
  perform pg_advisory_xact_lock(8387515833640447844);
  insert into search_word select unnest(unknown) on conflict do nothing;
  return null;
end $$;
create trigger tender_search_learn_new after insert on tender_search
  referencing new table as fresh for each statement execute function tender_search_learn();
create trigger tender_search_learn_changed after update on tender_search
  referencing new table as fresh for each statement execute function tender_search_learn();

-- As search_query(), with words like those given (pg_trgm.similarity_threshold) or that contain them.
create function search_query_like(words text[]) returns tsquery language sql stable parallel safe as $$
  select string_agg('(' || alternatives || ')', ' & ')::tsquery
  from (select coalesce((select string_agg('''' || found.word || '''', ' | ')
                         from ((select w.word from search_word w where w.word % plain
                                order by similarity(w.word, plain) desc, w.word limit 8)
                               union
                               (select w.word from search_word w where length(plain) > 2 and w.word like '%' || plain || '%'
                                order by length(w.word), w.word limit 16)) as found),
                        '''' || plain || ''':*') as alternatives
        from (select search_plain(replace(replace(word, '\', ''), '''', '')) as plain
              from unnest(words) as word) as given) as each
$$;

-- Our own tenders: search follows the projection within its transaction, and so through a rebuild too.
create function tender_projection_search() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from tender_search where key = old.id and source = 'terang';
    return old;
  end if;
  insert into tender_search as row (key, source, title, excerpt, body, buyer, status, category, currency, value,
                                    published_at, closes_at)
  values (new.id, 'terang', new.title, left(new.description, 300), new.search_text, new.buyer_name, new.state,
          new.category, case when new.estimate is not null then new.currency end, new.estimate, new.published_at,
          new.auction_ends_at)
  on conflict (key) do update set
    title = excluded.title, excerpt = excluded.excerpt, body = excluded.body, buyer = excluded.buyer,
    status = excluded.status, category = excluded.category, currency = excluded.currency, value = excluded.value,
    published_at = excluded.published_at, closes_at = excluded.closes_at
  where row.source = 'terang'
    and (row.title, row.excerpt, row.body, row.buyer, row.status, row.category, row.currency, row.value,
         row.published_at, row.closes_at)
        is distinct from (excluded.title, excluded.excerpt, excluded.body, excluded.buyer, excluded.status,
                          excluded.category, excluded.currency, excluded.value, excluded.published_at,
                          excluded.closes_at);
  return new;
end $$;
create trigger tender_projection_search after insert or update or delete on tender_projection
  for each row execute function tender_projection_search();
create function tender_projection_search_emptied() returns trigger language plpgsql as $$
begin
  delete from tender_search where source = 'terang';
  return null;
end $$;
create trigger tender_projection_search_emptied after truncate on tender_projection
  for each statement execute function tender_projection_search_emptied();
