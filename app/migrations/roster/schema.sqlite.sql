CREATE TABLE letter (
  inquiry text not null,
  round integer not null check (round >= 0),
  person text not null,
  state text not null check (state in ('waiting', 'unsure', 'sent', 'refused')),
  fault text,
  said text,
  primary key (inquiry, round, person),
  foreign key (inquiry, person) references person (inquiry, id) on delete cascade
) strict, without rowid;

CREATE TABLE migration (number integer not null primary key, name text not null);

CREATE TABLE person (
  inquiry text not null,
  id text not null,
  name text,
  email text,
  invitation_hash text,
  drawn integer not null check (drawn in (0, 1)),
  blinded_hash text,
  signature text, card integer not null default 0 check (card in (0, 1)),
  primary key (inquiry, id)
) strict, without rowid;

CREATE TABLE post (
  one integer not null primary key check (one = 1),
  host text not null,
  port integer not null check (port between 1 and 65535),
  tls text not null check (tls in ('tls', 'starttls', 'none')),
  login text,
  password text,
  sender_name text not null,
  sender_address text not null
) strict;

CREATE TABLE tally (
  inquiry text not null,
  attribute text not null,
  value text not null,
  people integer not null check (people >= 0),
  primary key (inquiry, attribute, value)
) strict, without rowid;

CREATE TABLE token_key (
  inquiry text not null primary key,
  private_key text not null
) strict, without rowid;

CREATE UNIQUE INDEX person_email on person (inquiry, email);

CREATE UNIQUE INDEX person_invitation on person (inquiry, invitation_hash);
