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
