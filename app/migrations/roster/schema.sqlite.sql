CREATE TRIGGER act_stays_delete before delete on act begin select raise(abort, 'the log of acts is only added to'); end;

CREATE TRIGGER act_stays_update before update on act begin select raise(abort, 'the log of acts is only added to'); end;

CREATE TABLE act (
  number integer not null primary key,
  day text not null,
  account text,
  name text,
  role text not null,
  inquiry text,
  act text not null,
  whom text,
  count integer
) strict;

CREATE TABLE host_access (
  hash text not null primary key,
  account text not null references host_account (id) on delete cascade,
  kind text not null check (kind in ('link', 'session')),
  last_day text not null,
  used text,
  sure_until text
) strict, without rowid;

CREATE TABLE host_account (
  id text not null primary key,
  name text not null,
  email text not null unique,
  duty text not null default '',
  email_verified integer not null,
  image text,
  created_at text not null,
  updated_at text not null
) strict, without rowid;

CREATE TABLE host_passkey (
  id text not null primary key,
  account text not null references host_account (id) on delete cascade,
  name text,
  credential_id text not null unique,
  public_key text not null,
  counter integer not null,
  device_type text not null,
  backed_up integer not null,
  transports text,
  aaguid text,
  created_at text
) strict, without rowid;

CREATE TABLE host_proof (
  id text not null primary key,
  identifier text not null unique,
  value text not null,
  expires_at text not null,
  created_at text not null,
  updated_at text not null
) strict, without rowid;

CREATE TABLE host_role (
  account text not null references host_account (id) on delete cascade,
  inquiry text not null,
  role text not null check (role in ('host', 'moderator', 'reader', 'analyst')),
  declared text,
  primary key (account, inquiry, role)
) strict, without rowid;

CREATE TABLE host_secret (
  name text not null primary key,
  value text not null
) strict, without rowid;

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

CREATE INDEX act_inquiry on act (inquiry, number);

CREATE INDEX host_access_account on host_access (account);

CREATE INDEX host_passkey_account on host_passkey (account);

CREATE INDEX host_role_inquiry on host_role (inquiry);

CREATE UNIQUE INDEX person_email on person (inquiry, email);

CREATE UNIQUE INDEX person_invitation on person (inquiry, invitation_hash);
