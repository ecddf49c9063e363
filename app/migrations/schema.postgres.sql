create table attribute (
  inquiry text collate "C" not null,
  key text collate "C" not null,
  position integer not null,
  label text collate "C" not null,
  constraint attribute_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint attribute_pkey PRIMARY KEY (inquiry, key)
);

create table attribute_value (
  inquiry text collate "C" not null,
  attribute text collate "C" not null,
  key text collate "C" not null,
  position integer not null,
  label text collate "C" not null,
  headcount integer,
  constraint attribute_value_headcount_check CHECK ((headcount >= 0)),
  constraint attribute_value_inquiry_attribute_fkey FOREIGN KEY (inquiry, attribute) REFERENCES attribute(inquiry, key) ON DELETE CASCADE,
  constraint attribute_value_pkey PRIMARY KEY (inquiry, attribute, key)
);

create table ballot (
  inquiry text collate "C" not null,
  id text collate "C" not null,
  secret_hash text collate "C" not null,
  profile text collate "C" not null,
  day text collate "C",
  source text collate "C",
  constraint ballot_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint ballot_inquiry_secret_hash_key UNIQUE (inquiry, secret_hash),
  constraint ballot_pkey PRIMARY KEY (inquiry, id)
);

create table ballot_intake (
  inquiry text collate "C" not null,
  id text collate "C" not null,
  secret_hash text collate "C" not null,
  profile text collate "C" not null,
  day text collate "C",
  source text collate "C",
  constraint ballot_intake_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint ballot_intake_inquiry_secret_hash_key UNIQUE (inquiry, secret_hash),
  constraint ballot_intake_pkey PRIMARY KEY (inquiry, id)
);

create table code (
  inquiry text collate "C" not null,
  hash text collate "C" not null,
  spent integer not null,
  kind text collate "C" not null,
  constraint code_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint code_kind_check CHECK ((kind = ANY (ARRAY['card'::text, 'token'::text]))),
  constraint code_pkey PRIMARY KEY (inquiry, hash),
  constraint code_spent_check CHECK ((spent = ANY (ARRAY[0, 1])))
);

create table comment (
  inquiry text collate "C" not null,
  id text collate "C" not null,
  author_hash text collate "C" not null,
  texts text collate "C" not null,
  state text collate "C" not null,
  edited integer not null,
  reason text collate "C",
  kind text collate "C" not null,
  watch text collate "C",
  sector text collate "C",
  name text collate "C",
  constraint comment_edited_check CHECK ((edited = ANY (ARRAY[0, 1]))),
  constraint comment_inquiry_author_hash_key UNIQUE (inquiry, author_hash),
  constraint comment_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint comment_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'practice'::text]))),
  constraint comment_pkey PRIMARY KEY (inquiry, id),
  constraint comment_sector_check CHECK ((sector = ANY (ARRAY['health'::text, 'industry'::text, 'office'::text, 'tech'::text, 'other'::text]))),
  constraint comment_state_check CHECK ((state = ANY (ARRAY['arrived'::text, 'waiting'::text, 'accepted'::text, 'refused'::text])))
);

create table comment_act (
  inquiry text collate "C" not null,
  number integer not null,
  act text collate "C" not null,
  reason text collate "C",
  day text collate "C" not null,
  kind text collate "C" not null,
  constraint comment_act_act_check CHECK ((act = ANY (ARRAY['accepted'::text, 'edited'::text, 'refused'::text, 'returned'::text]))),
  constraint comment_act_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint comment_act_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'practice'::text]))),
  constraint comment_act_number_check CHECK ((number >= 1)),
  constraint comment_act_pkey PRIMARY KEY (inquiry, number)
);

create table door (
  inquiry text collate "C" not null,
  door text collate "C" not null,
  people integer not null,
  constraint door_door_check CHECK ((door = ANY (ARRAY['own'::text, 'shared'::text, 'paper'::text, 'room'::text]))),
  constraint door_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint door_people_check CHECK (((people > 0) AND ((people % 5) = 0))),
  constraint door_pkey PRIMARY KEY (inquiry, door)
);

create table forecast (
  inquiry text collate "C" not null,
  statement text collate "C" not null,
  agree integer not null,
  constraint forecast_agree_check CHECK (((agree >= 0) AND (agree <= 100))),
  constraint forecast_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint forecast_pkey PRIMARY KEY (inquiry, statement)
);

create table host_access (
  hash text collate "C" not null,
  kind text collate "C" not null,
  last_day text collate "C" not null,
  used text collate "C",
  sure_until text collate "C",
  constraint host_access_kind_check CHECK ((kind = ANY (ARRAY['link'::text, 'session'::text]))),
  constraint host_access_pkey PRIMARY KEY (hash)
);

create table inquiry (
  id text collate "C" not null,
  title text collate "C" not null,
  description text collate "C" not null,
  organisation text collate "C" not null,
  simulated integer not null,
  entry text collate "C" not null,
  state text collate "C" not null,
  source text collate "C",
  first_day text collate "C",
  last_day text collate "C",
  headcount integer,
  refused text collate "C" not null,
  day text collate "C" not null,
  code text collate "C",
  questions text collate "C" not null,
  languages text collate "C" not null,
  token_key text collate "C",
  door integer not null,
  figure_minimum integer,
  keep_months integer not null,
  erased_day text collate "C",
  notice text collate "C" not null,
  constraint inquiry_door_check CHECK ((door = ANY (ARRAY[0, 1]))),
  constraint inquiry_entry_check CHECK ((entry = ANY (ARRAY['open'::text, 'codes'::text, 'token'::text, 'imported'::text]))),
  constraint inquiry_figure_minimum_check CHECK ((figure_minimum >= 5)),
  constraint inquiry_headcount_check CHECK ((headcount >= 0)),
  constraint inquiry_keep_months_check CHECK (((keep_months >= 1) AND (keep_months <= 36))),
  constraint inquiry_pkey PRIMARY KEY (id),
  constraint inquiry_simulated_check CHECK ((simulated = ANY (ARRAY[0, 1]))),
  constraint inquiry_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text])))
);

create table migration (
  number integer not null,
  name text not null,
  constraint migration_pkey PRIMARY KEY (number)
);

create table moderation (
  inquiry text collate "C" not null,
  number integer not null,
  statement text collate "C" not null,
  act text collate "C" not null,
  reason text collate "C",
  former text collate "C",
  day text collate "C" not null,
  constraint moderation_act_check CHECK ((act = ANY (ARRAY['accepted'::text, 'refused'::text, 'merged'::text, 'edited'::text, 'written'::text, 'imported'::text, 'replaced'::text, 'undone'::text]))),
  constraint moderation_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint moderation_number_check CHECK ((number >= 1)),
  constraint moderation_pkey PRIMARY KEY (inquiry, number)
);

create table rating (
  inquiry text collate "C" not null,
  hash text collate "C" not null,
  label text collate "C" not null,
  score integer,
  constraint rating_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint rating_pkey PRIMARY KEY (inquiry, hash),
  constraint rating_score_check CHECK (((score >= 1) AND (score <= 7)))
);

create table receipt (
  inquiry text collate "C" not null,
  hash text collate "C" not null,
  constraint receipt_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint receipt_pkey PRIMARY KEY (inquiry, hash)
);

create table release (
  inquiry text collate "C" not null,
  question text collate "C" not null,
  number integer not null,
  bytes bytea not null,
  hash text collate "C" not null,
  day text collate "C" not null,
  refused text collate "C" not null,
  ballots text collate "C" not null,
  constraint release_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint release_number_check CHECK ((number >= 1)),
  constraint release_pkey PRIMARY KEY (inquiry, question, number)
);

create table release_cell (
  inquiry text collate "C" not null,
  question text collate "C" not null,
  number integer not null,
  in_table text collate "C" not null,
  cell text collate "C" not null,
  members bytea not null,
  about text collate "C" not null,
  answers text collate "C",
  constraint release_cell_inquiry_question_number_fkey FOREIGN KEY (inquiry, question, number) REFERENCES release(inquiry, question, number) ON DELETE CASCADE,
  constraint release_cell_pkey PRIMARY KEY (inquiry, question, number, in_table, cell)
);

create table said (
  inquiry text collate "C" not null,
  question text collate "C" not null,
  author_hash text collate "C" not null,
  profile text collate "C" not null,
  content text collate "C" not null,
  constraint said_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint said_pkey PRIMARY KEY (inquiry, question, author_hash)
);

create table said_intake (
  inquiry text collate "C" not null,
  question text collate "C" not null,
  author_hash text collate "C" not null,
  profile text collate "C" not null,
  content text collate "C" not null,
  constraint said_intake_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint said_intake_pkey PRIMARY KEY (inquiry, question, author_hash)
);

create table seance (
  inquiry text collate "C" not null,
  number integer not null,
  title text collate "C" not null,
  guest text collate "C" not null,
  place text collate "C" not null,
  starts text collate "C" not null,
  zone text collate "C" not null,
  minutes integer not null,
  script text collate "C" not null,
  state text collate "C" not null,
  progress text collate "C" not null,
  version integer not null,
  constraint seance_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint seance_minutes_check CHECK (((minutes >= 1) AND (minutes <= 1440))),
  constraint seance_number_check CHECK ((number >= 1)),
  constraint seance_pkey PRIMARY KEY (inquiry, number),
  constraint seance_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'live'::text, 'closed'::text]))),
  constraint seance_version_check CHECK ((version >= 1))
);

create table statement (
  inquiry text collate "C" not null,
  id text collate "C" not null,
  number integer not null,
  version integer not null,
  state text collate "C" not null,
  texts text collate "C" not null,
  origin text collate "C" not null,
  position integer,
  voting integer not null,
  author_hash text collate "C",
  reason text collate "C",
  merged_into text collate "C",
  constraint statement_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint statement_inquiry_number_key UNIQUE (inquiry, number),
  constraint statement_origin_check CHECK ((origin = ANY (ARRAY['host'::text, 'participant'::text, 'import'::text]))),
  constraint statement_pkey PRIMARY KEY (inquiry, id),
  constraint statement_state_check CHECK ((state = ANY (ARRAY['accepted'::text, 'waiting'::text, 'refused'::text, 'meta'::text]))),
  constraint statement_version_check CHECK ((version >= 1)),
  constraint statement_voting_check CHECK ((voting = ANY (ARRAY[0, 1])))
);

create table trial (
  inquiry text collate "C" not null,
  number integer not null,
  state text collate "C" not null,
  plan text collate "C" not null,
  hash text collate "C",
  engine text collate "C",
  seed text collate "C",
  frozen_day text,
  ended_day text,
  told text collate "C",
  constraint trial_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint trial_number_check CHECK ((number >= 1)),
  constraint trial_pkey PRIMARY KEY (inquiry, number),
  constraint trial_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'running'::text, 'ended'::text])))
);

create table vote (
  inquiry text collate "C" not null,
  ballot text collate "C" not null,
  statement text collate "C" not null,
  value integer not null,
  shown integer,
  constraint vote_inquiry_ballot_fkey FOREIGN KEY (inquiry, ballot) REFERENCES ballot(inquiry, id) ON DELETE CASCADE,
  constraint vote_pkey PRIMARY KEY (inquiry, ballot, statement),
  constraint vote_shown_check CHECK (((shown >= 1) AND (shown <= 1000000))),
  constraint vote_value_check CHECK ((value = ANY (ARRAY['-1'::integer, 0, 1])))
);

create table vote_intake (
  inquiry text collate "C" not null,
  ballot text collate "C" not null,
  statement text collate "C" not null,
  value integer not null,
  shown integer,
  constraint vote_intake_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint vote_intake_pkey PRIMARY KEY (inquiry, ballot, statement),
  constraint vote_intake_shown_check CHECK (((shown >= 1) AND (shown <= 1000000))),
  constraint vote_intake_value_check CHECK ((value = ANY (ARRAY['-1'::integer, 0, 1])))
);

create table withheld (
  inquiry text collate "C" not null,
  question text collate "C" not null,
  after integer not null,
  waiting integer not null,
  day text collate "C" not null,
  constraint withheld_after_check CHECK ((after >= 1)),
  constraint withheld_inquiry_fkey FOREIGN KEY (inquiry) REFERENCES inquiry(id) ON DELETE CASCADE,
  constraint withheld_pkey PRIMARY KEY (inquiry, question, after),
  constraint withheld_waiting_check CHECK ((waiting >= 0))
);
