CREATE TABLE attribute (
  inquiry text not null references inquiry (id) on delete cascade,
  key text not null,
  position integer not null,
  label text not null,
  primary key (inquiry, key)
) strict, without rowid;

CREATE TABLE attribute_value (
  inquiry text not null,
  attribute text not null,
  key text not null,
  position integer not null,
  label text not null,
  headcount integer check (headcount >= 0),
  primary key (inquiry, attribute, key),
  foreign key (inquiry, attribute) references attribute (inquiry, key) on delete cascade
) strict, without rowid;

CREATE TABLE ballot (
  inquiry text not null references inquiry (id) on delete cascade,
  id text not null,
  secret_hash text not null,
  profile text not null,
  day text,
  source text,
  primary key (inquiry, id),
  unique (inquiry, secret_hash)
) strict, without rowid;

CREATE TABLE ballot_intake (
  inquiry text not null references inquiry (id) on delete cascade,
  id text not null,
  secret_hash text not null,
  profile text not null,
  day text,
  source text,
  primary key (inquiry, id),
  unique (inquiry, secret_hash)
) strict, without rowid;

CREATE TABLE code (
  inquiry text not null references inquiry (id) on delete cascade,
  hash text not null,
  spent integer not null check (spent in (0, 1)), kind text not null default 'card' check (kind in ('card', 'token')),
  primary key (inquiry, hash)
) strict, without rowid;

CREATE TABLE comment (
  inquiry text not null references inquiry (id) on delete cascade,
  id text not null,
  author_hash text not null,
  texts text not null,
  state text not null check (state in ('arrived', 'waiting', 'accepted', 'refused')),
  edited integer not null check (edited in (0, 1)),
  reason text, kind text not null default 'comment' check (kind in ('comment', 'practice')), watch text, sector text check (sector in ('health', 'industry', 'office', 'tech', 'other')), name text,
  primary key (inquiry, id),
  unique (inquiry, author_hash)
) strict, without rowid;

CREATE TABLE comment_act (
  inquiry text not null references inquiry (id) on delete cascade,
  number integer not null check (number >= 1),
  act text not null check (act in ('accepted', 'edited', 'refused', 'returned')),
  reason text,
  day text not null, kind text not null default 'comment' check (kind in ('comment', 'practice')),
  primary key (inquiry, number)
) strict, without rowid;

CREATE TABLE door (
  inquiry text not null references inquiry (id) on delete cascade,
  door text not null check (door in ('own', 'shared', 'paper', 'room')),
  people integer not null check (people > 0 and people % 5 = 0),
  primary key (inquiry, door)
) strict, without rowid;

CREATE TABLE forecast (
  inquiry text not null references inquiry (id) on delete cascade,
  statement text not null,
  agree integer not null check (agree between 0 and 100),
  primary key (inquiry, statement)
) strict, without rowid;

CREATE TABLE host_access (
  hash text not null primary key,
  kind text not null check (kind in ('link', 'session')),
  last_day text not null,
  used text,
  sure_until text
) strict, without rowid;

CREATE TABLE inquiry (
  id text not null primary key,
  title text not null,
  description text not null,
  organisation text not null,
  simulated integer not null check (simulated in (0, 1)),
  entry text not null check (entry in ('open', 'codes', 'token', 'imported')),
  state text not null check (state in ('draft', 'open', 'closed')),
  source text,
  first_day text,
  last_day text,
  headcount integer check (headcount >= 0),
  refused text not null,
  day text not null
, code text, questions text not null default '["everyone"]', languages text not null default '["fr","en"]', token_key text, door integer not null default 0 check (door in (0, 1)), figure_minimum integer check (figure_minimum >= 5), keep_months integer not null default 12 check (keep_months between 1 and 36), erased_day text, notice text not null default '{}') strict, without rowid;

CREATE TABLE migration (number integer not null primary key, name text not null);

CREATE TABLE moderation (
  inquiry text not null references inquiry (id) on delete cascade,
  number integer not null check (number >= 1),
  statement text not null,
  act text not null check (act in ('accepted', 'refused', 'merged', 'edited', 'written', 'imported', 'replaced', 'undone')),
  reason text,
  former text,
  day text not null,
  primary key (inquiry, number)
) strict, without rowid;

CREATE TABLE rating (
  inquiry text not null references inquiry (id) on delete cascade,
  hash text not null,
  label text not null,
  score integer check (score between 1 and 7),
  primary key (inquiry, hash)
) strict, without rowid;

CREATE TABLE receipt (
  inquiry text not null references inquiry (id) on delete cascade,
  hash text not null,
  primary key (inquiry, hash)
) strict, without rowid;

CREATE TABLE release (
  inquiry text not null references inquiry (id) on delete cascade,
  question text not null,
  number integer not null check (number >= 1),
  bytes blob not null,
  hash text not null,
  day text not null,
  refused text not null,
  ballots text not null,
  primary key (inquiry, question, number)
) strict;

CREATE TABLE release_cell (
  inquiry text not null,
  question text not null,
  number integer not null,
  in_table text not null,
  cell text not null,
  members blob not null, about text not null default '', answers text,
  primary key (inquiry, question, number, in_table, cell),
  foreign key (inquiry, question, number) references release (inquiry, question, number) on delete cascade
) strict;

CREATE TABLE said (
  inquiry text not null references inquiry (id) on delete cascade,
  question text not null,
  author_hash text not null,
  profile text not null,
  content text not null,
  primary key (inquiry, question, author_hash)
) strict, without rowid;

CREATE TABLE said_intake (
  inquiry text not null references inquiry (id) on delete cascade,
  question text not null,
  author_hash text not null,
  profile text not null,
  content text not null,
  primary key (inquiry, question, author_hash)
) strict, without rowid;

CREATE TABLE seance (
  inquiry text not null references inquiry (id) on delete cascade,
  number integer not null check (number >= 1),
  title text not null,
  guest text not null,
  place text not null,
  starts text not null,
  zone text not null,
  minutes integer not null check (minutes between 1 and 1440),
  script text not null,
  state text not null check (state in ('planned', 'live', 'closed')),
  progress text not null,
  version integer not null check (version >= 1),
  primary key (inquiry, number)
) strict, without rowid;

CREATE TABLE statement (
  inquiry text not null references inquiry (id) on delete cascade,
  id text not null,
  number integer not null,
  version integer not null check (version >= 1),
  state text not null check (state in ('accepted', 'waiting', 'refused', 'meta')),
  texts text not null,
  origin text not null check (origin in ('host', 'participant', 'import')), position integer, voting integer not null default 1 check (voting in (0, 1)), author_hash text, reason text, merged_into text,
  primary key (inquiry, id),
  unique (inquiry, number)
) strict, without rowid;

CREATE TABLE trial (
  inquiry text not null references inquiry (id) on delete cascade,
  number integer not null check (number >= 1),
  state text not null check (state in ('draft', 'running', 'ended')),
  plan text not null,
  hash text,
  engine text,
  seed text,
  frozen_day text,
  ended_day text,
  told text,
  primary key (inquiry, number)
) strict, without rowid;

CREATE TABLE vote (
  inquiry text not null,
  ballot text not null,
  statement text not null,
  value integer not null check (value in (-1, 0, 1)),
  shown integer check (shown between 1 and 1000000),
  primary key (inquiry, ballot, statement),
  foreign key (inquiry, ballot) references ballot (inquiry, id) on delete cascade
) strict, without rowid;

CREATE TABLE vote_intake (
  inquiry text not null,
  ballot text not null,
  statement text not null,
  value integer not null check (value in (-1, 0, 1)),
  shown integer check (shown between 1 and 1000000),
  primary key (inquiry, ballot, statement),
  foreign key (inquiry) references inquiry (id) on delete cascade
) strict, without rowid;

CREATE TABLE withheld (
  inquiry text not null references inquiry (id) on delete cascade,
  question text not null,
  after integer not null check (after >= 1),
  waiting integer not null check (waiting >= 0),
  day text not null,
  primary key (inquiry, question, after)
) strict, without rowid;

CREATE UNIQUE INDEX inquiry_code on inquiry (code);
