create table act (
  number integer not null,
  day text collate "C" not null,
  account text collate "C",
  name text collate "C",
  role text collate "C" not null,
  inquiry text collate "C",
  act text collate "C" not null,
  whom text collate "C",
  count integer,
  constraint act_pkey PRIMARY KEY (number)
);

create table host_access (
  hash text collate "C" not null,
  account text collate "C" not null,
  kind text collate "C" not null,
  last_day text collate "C" not null,
  used text collate "C",
  sure_until text collate "C",
  constraint host_access_account_fkey FOREIGN KEY (account) REFERENCES host_account(id) ON DELETE CASCADE,
  constraint host_access_kind_check CHECK ((kind = ANY (ARRAY['link'::text, 'session'::text]))),
  constraint host_access_pkey PRIMARY KEY (hash)
);

create table host_account (
  id text collate "C" not null,
  name text collate "C" not null,
  email text collate "C" not null,
  duty text collate "C" not null,
  email_verified boolean not null,
  image text collate "C",
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint host_account_email_key UNIQUE (email),
  constraint host_account_pkey PRIMARY KEY (id)
);

create table host_passkey (
  id text collate "C" not null,
  account text collate "C" not null,
  name text collate "C",
  credential_id text collate "C" not null,
  public_key text collate "C" not null,
  counter integer not null,
  device_type text collate "C" not null,
  backed_up boolean not null,
  transports text collate "C",
  aaguid text collate "C",
  created_at timestamp with time zone,
  constraint host_passkey_account_fkey FOREIGN KEY (account) REFERENCES host_account(id) ON DELETE CASCADE,
  constraint host_passkey_credential_id_key UNIQUE (credential_id),
  constraint host_passkey_pkey PRIMARY KEY (id)
);

create table host_proof (
  id text collate "C" not null,
  identifier text collate "C" not null,
  value text collate "C" not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint host_proof_identifier_key UNIQUE (identifier),
  constraint host_proof_pkey PRIMARY KEY (id)
);

create table host_role (
  account text collate "C" not null,
  inquiry text collate "C" not null,
  role text collate "C" not null,
  declared text collate "C",
  constraint host_role_account_fkey FOREIGN KEY (account) REFERENCES host_account(id) ON DELETE CASCADE,
  constraint host_role_pkey PRIMARY KEY (account, inquiry, role),
  constraint host_role_role_check CHECK ((role = ANY (ARRAY['host'::text, 'moderator'::text, 'reader'::text, 'analyst'::text])))
);

create table host_secret (
  name text collate "C" not null,
  value text collate "C" not null,
  constraint host_secret_pkey PRIMARY KEY (name)
);

create table letter (
  inquiry text collate "C" not null,
  round integer not null,
  person text collate "C" not null,
  state text collate "C" not null,
  fault text collate "C",
  said text collate "C",
  constraint letter_inquiry_person_fkey FOREIGN KEY (inquiry, person) REFERENCES person(inquiry, id) ON DELETE CASCADE,
  constraint letter_pkey PRIMARY KEY (inquiry, round, person),
  constraint letter_round_check CHECK ((round >= 0)),
  constraint letter_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'unsure'::text, 'sent'::text, 'refused'::text])))
);

create table migration (
  number integer not null,
  name text not null,
  constraint migration_pkey PRIMARY KEY (number)
);

create table person (
  inquiry text collate "C" not null,
  id text collate "C" not null,
  name text collate "C",
  email text collate "C",
  invitation_hash text collate "C",
  drawn integer not null,
  blinded_hash text collate "C",
  signature text collate "C",
  card integer not null,
  constraint person_card_check CHECK ((card = ANY (ARRAY[0, 1]))),
  constraint person_drawn_check CHECK ((drawn = ANY (ARRAY[0, 1]))),
  constraint person_pkey PRIMARY KEY (inquiry, id)
);

create table post (
  one integer not null,
  host text collate "C" not null,
  port integer not null,
  tls text collate "C" not null,
  login text collate "C",
  password text collate "C",
  sender_name text collate "C" not null,
  sender_address text collate "C" not null,
  constraint post_one_check CHECK ((one = 1)),
  constraint post_pkey PRIMARY KEY (one),
  constraint post_port_check CHECK (((port >= 1) AND (port <= 65535))),
  constraint post_tls_check CHECK ((tls = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text])))
);

create table tally (
  inquiry text collate "C" not null,
  attribute text collate "C" not null,
  value text collate "C" not null,
  people integer not null,
  constraint tally_people_check CHECK ((people >= 0)),
  constraint tally_pkey PRIMARY KEY (inquiry, attribute, value)
);

create table token_key (
  inquiry text collate "C" not null,
  private_key text collate "C" not null,
  constraint token_key_pkey PRIMARY KEY (inquiry)
);
