import type { RosterSchema } from '#lib/store/rosterSchema.ts';
import type { Schema } from '#lib/store/schema.ts';
import type { m } from '#lib/words/messages.js';

type Named<Prefix extends string> =
  Extract<keyof typeof m, `${Prefix}${string}`> extends `${Prefix}${infer Name}` ? Name : never;

/** What a participant would look for it under, in this order. */
export const storedGroups = [
  ...(['ballot', 'votes', 'words', 'invitation', 'published'] as const),
  ...(['inquiry', 'hosts', 'machine'] as const),
] as const;

/** What is kept in one table: the sentences are in the catalogue of messages, under these names. */
export interface Stored<Columns extends string = string> {
  /** `stored_t_…`: what it is. */
  readonly what: Named<'stored_t_'>;
  readonly group: (typeof storedGroups)[number];
  readonly who: Named<'stored_who_'>;
  readonly kept: Named<'stored_kept_'>;
  readonly person: Named<'stored_person_'>;
  /** `stored_c_…`: what each column is. */
  readonly columns: Readonly<Record<Columns, Named<'stored_c_'>>>;
}

type StoredIn<Tables> = {
  readonly [Table in keyof Tables]: Stored<keyof Tables[Table] & string>;
};

const ballot: Stored<keyof Schema['ballot']> = {
  ...{ what: 'ballot', group: 'ballot', who: 'holder', kept: 'said', person: 'key' },
  columns: {
    inquiry: 'inquiry',
    id: 'random',
    secret_hash: 'ballot_secret_hash',
    profile: 'ballot_profile',
    day: 'ballot_day',
    source: 'ballot_source',
  },
};

const vote: Stored<keyof Schema['vote']> = {
  ...{ what: 'vote', group: 'votes', who: 'holder', kept: 'said', person: 'key' },
  columns: {
    inquiry: 'inquiry',
    ballot: 'vote_ballot',
    statement: 'vote_statement',
    value: 'vote_value',
    shown: 'vote_shown',
  },
};

const said: Stored<keyof Schema['said']> = {
  ...{ what: 'said', group: 'votes', who: 'holder', kept: 'said', person: 'said' },
  columns: {
    inquiry: 'inquiry',
    question: 'question',
    author_hash: 'author_hash',
    profile: 'said_profile',
    content: 'said_content',
  },
};

const migration: Stored<keyof Schema['migration']> = {
  ...{ what: 'migration', group: 'machine', who: 'nobody', kept: 'always', person: 'no' },
  columns: { number: 'number', name: 'migration_name' },
};

/**
 * What each table and column of the box is, who can read it, how long it is kept and whether it leads to a
 * person. A test holds it against the database itself: a column without a sentence fails.
 */
export const storedInBox: StoredIn<Schema> = {
  ballot,
  ballot_intake: ballot,
  vote,
  vote_intake: vote,
  said,
  said_intake: said,
  receipt: {
    ...{ what: 'receipt', group: 'votes', who: 'nobody', kept: 'end', person: 'no' },
    columns: { inquiry: 'inquiry', hash: 'receipt_hash' },
  },
  statement: {
    ...{ what: 'statement', group: 'words', who: 'words', kept: 'inquiry', person: 'words' },
    columns: {
      inquiry: 'inquiry',
      id: 'random',
      number: 'number',
      version: 'version',
      state: 'statement_state',
      texts: 'statement_texts',
      origin: 'statement_origin',
      position: 'position',
      voting: 'statement_voting',
      author_hash: 'author_hash',
      reason: 'reason',
      merged_into: 'statement_merged_into',
    },
  },
  comment: {
    ...{ what: 'comment', group: 'words', who: 'words', kept: 'said', person: 'signed' },
    columns: {
      inquiry: 'inquiry',
      id: 'random',
      author_hash: 'author_hash',
      kind: 'comment_kind',
      texts: 'comment_texts',
      watch: 'comment_watch',
      sector: 'comment_sector',
      name: 'comment_name',
      state: 'comment_state',
      edited: 'comment_edited',
      reason: 'reason',
    },
  },
  comment_act: {
    ...{ what: 'comment_act', group: 'words', who: 'all', kept: 'inquiry', person: 'no' },
    columns: {
      inquiry: 'inquiry',
      number: 'number',
      kind: 'comment_kind',
      act: 'act',
      reason: 'reason',
      day: 'act_day',
    },
  },
  moderation: {
    ...{ what: 'moderation', group: 'words', who: 'all', kept: 'inquiry', person: 'no' },
    columns: {
      inquiry: 'inquiry',
      number: 'number',
      statement: 'moderation_statement',
      act: 'act',
      reason: 'moderation_reason',
      former: 'moderation_former',
      day: 'act_day',
    },
  },
  code: {
    ...{ what: 'code', group: 'invitation', who: 'nobody', kept: 'end', person: 'no' },
    columns: { inquiry: 'inquiry', hash: 'code_hash', spent: 'code_spent', kind: 'code_kind' },
  },
  door: {
    ...{ what: 'door', group: 'invitation', who: 'all', kept: 'inquiry', person: 'no' },
    columns: { inquiry: 'inquiry', door: 'door_door', people: 'door_people' },
  },
  release: {
    ...{ what: 'release', group: 'published', who: 'all', kept: 'inquiry', person: 'no' },
    columns: {
      inquiry: 'inquiry',
      question: 'question',
      number: 'number',
      bytes: 'release_bytes',
      hash: 'release_hash',
      day: 'release_day',
      refused: 'release_refused',
      ballots: 'release_ballots',
    },
  },
  release_cell: {
    ...{ what: 'release_cell', group: 'published', who: 'nobody', kept: 'end', person: 'key' },
    columns: {
      inquiry: 'inquiry',
      question: 'question',
      number: 'release_number',
      in_table: 'cell_table',
      cell: 'cell_cell',
      members: 'cell_members',
      about: 'cell_about',
      answers: 'cell_answers',
    },
  },
  withheld: {
    ...{ what: 'withheld', group: 'published', who: 'all', kept: 'inquiry', person: 'no' },
    columns: {
      inquiry: 'inquiry',
      question: 'question',
      after: 'withheld_after',
      waiting: 'withheld_waiting',
      day: 'withheld_day',
    },
  },
  inquiry: {
    ...{ what: 'inquiry', group: 'inquiry', who: 'all', kept: 'inquiry', person: 'no' },
    columns: {
      id: 'random',
      title: 'title',
      description: 'description',
      organisation: 'inquiry_organisation',
      simulated: 'inquiry_simulated',
      entry: 'inquiry_entry',
      state: 'inquiry_state',
      source: 'inquiry_source',
      first_day: 'first_day',
      last_day: 'last_day',
      headcount: 'headcount',
      refused: 'inquiry_refused',
      day: 'inquiry_day',
      code: 'inquiry_code',
      questions: 'inquiry_questions',
      languages: 'inquiry_languages',
      token_key: 'inquiry_token_key',
      door: 'inquiry_door',
      figure_minimum: 'inquiry_figure_minimum',
      keep_months: 'inquiry_keep_months',
      erased_day: 'inquiry_erased_day',
      notice: 'inquiry_notice',
    },
  },
  attribute: {
    ...{ what: 'attribute', group: 'inquiry', who: 'all', kept: 'inquiry', person: 'no' },
    columns: { inquiry: 'inquiry', key: 'key', position: 'position', label: 'label' },
  },
  attribute_value: {
    ...{ what: 'attribute_value', group: 'inquiry', who: 'all', kept: 'inquiry', person: 'no' },
    columns: {
      inquiry: 'inquiry',
      attribute: 'value_attribute',
      key: 'key',
      position: 'position',
      label: 'label',
      headcount: 'headcount',
    },
  },
  seance: {
    ...{ what: 'seance', group: 'inquiry', who: 'all', kept: 'inquiry', person: 'no' },
    columns: {
      inquiry: 'inquiry',
      number: 'number',
      title: 'title',
      guest: 'seance_guest',
      place: 'seance_place',
      starts: 'seance_starts',
      zone: 'seance_zone',
      minutes: 'seance_minutes',
      script: 'seance_script',
      state: 'seance_state',
      progress: 'seance_progress',
      version: 'version',
    },
  },
  forecast: {
    ...{ what: 'forecast', group: 'inquiry', who: 'all', kept: 'inquiry', person: 'no' },
    columns: { inquiry: 'inquiry', statement: 'vote_statement', agree: 'forecast_agree' },
  },
  trial: {
    ...{ what: 'trial', group: 'inquiry', who: 'all', kept: 'inquiry', person: 'no' },
    columns: {
      inquiry: 'inquiry',
      number: 'number',
      state: 'trial_state',
      plan: 'trial_plan',
      hash: 'trial_hash',
      engine: 'trial_engine',
      seed: 'trial_seed',
      frozen_day: 'trial_frozen_day',
      ended_day: 'trial_ended_day',
      told: 'trial_told',
    },
  },
  rating: {
    ...{ what: 'rating', group: 'votes', who: 'nobody', kept: 'said', person: 'no' },
    columns: { inquiry: 'inquiry', hash: 'rating_hash', label: 'rating_label', score: 'rating_score' },
  },
  host_access: {
    ...{ what: 'host_access', group: 'hosts', who: 'hosts', kept: 'session', person: 'device' },
    columns: {
      hash: 'access_hash',
      kind: 'access_kind',
      last_day: 'access_last_day',
      used: 'access_used',
      sure_until: 'access_sure_until',
    },
  },
  migration,
};

/** The same of the roster; of its keys and proofs some columns are known to Better Auth alone. */
export const storedInRoster: StoredIn<Omit<RosterSchema, 'host_passkey'>> & {
  readonly host_passkey: Stored;
  readonly host_proof: Stored;
} = {
  person: {
    ...{ what: 'person', group: 'invitation', who: 'hosts', kept: 'names', person: 'yes' },
    columns: {
      inquiry: 'inquiry',
      id: 'random',
      name: 'person_name',
      email: 'person_email',
      invitation_hash: 'person_invitation_hash',
      drawn: 'person_drawn',
      blinded_hash: 'person_blinded_hash',
      signature: 'person_signature',
      card: 'person_card',
    },
  },
  token_key: {
    ...{ what: 'token_key', group: 'invitation', who: 'nobody', kept: 'names', person: 'no' },
    columns: { inquiry: 'inquiry', private_key: 'token_key_private_key' },
  },
  letter: {
    ...{ what: 'letter', group: 'invitation', who: 'hosts', kept: 'names', person: 'yes' },
    columns: {
      inquiry: 'inquiry',
      round: 'letter_round',
      person: 'letter_person',
      state: 'letter_state',
      fault: 'letter_fault',
      said: 'letter_said',
    },
  },
  tally: {
    ...{ what: 'tally', group: 'invitation', who: 'hosts', kept: 'names', person: 'no' },
    columns: {
      inquiry: 'inquiry',
      attribute: 'value_attribute',
      value: 'tally_value',
      people: 'tally_people',
    },
  },
  act: {
    ...{ what: 'act', group: 'hosts', who: 'readers', kept: 'always', person: 'host' },
    columns: {
      number: 'number',
      day: 'act_day',
      account: 'account',
      name: 'act_name',
      role: 'role',
      inquiry: 'inquiry',
      act: 'act_act',
      whom: 'act_whom',
      count: 'act_count',
    },
  },
  host_account: {
    ...{ what: 'account', group: 'hosts', who: 'hosts', kept: 'account', person: 'host' },
    columns: {
      id: 'random',
      name: 'account_name',
      email: 'account_email',
      duty: 'account_duty',
      email_verified: 'account_email_verified',
      image: 'unused',
      created_at: 'account_created',
      updated_at: 'account_updated',
    },
  },
  host_role: {
    ...{ what: 'role', group: 'hosts', who: 'hosts', kept: 'account', person: 'host' },
    columns: { account: 'account', inquiry: 'inquiry', role: 'role', declared: 'role_declared' },
  },
  host_passkey: {
    ...{ what: 'passkey', group: 'hosts', who: 'nobody', kept: 'account', person: 'host' },
    columns: {
      id: 'random',
      account: 'account',
      name: 'passkey_name',
      credential_id: 'passkey_credential',
      public_key: 'passkey_public_key',
      counter: 'passkey_counter',
      device_type: 'passkey_device',
      backed_up: 'passkey_backed_up',
      transports: 'passkey_transports',
      aaguid: 'passkey_aaguid',
      created_at: 'account_created',
    },
  },
  host_proof: {
    ...{ what: 'proof', group: 'hosts', who: 'nobody', kept: 'minutes', person: 'host' },
    columns: {
      id: 'random',
      identifier: 'proof_identifier',
      value: 'proof_value',
      expires_at: 'proof_expires',
      created_at: 'account_created',
      updated_at: 'account_updated',
    },
  },
  host_access: {
    ...{ what: 'host_access', group: 'hosts', who: 'hosts', kept: 'session', person: 'host' },
    columns: {
      hash: 'access_hash',
      account: 'account',
      kind: 'access_kind',
      last_day: 'access_last_day',
      used: 'access_used',
      sure_until: 'access_sure_until',
    },
  },
  host_secret: {
    ...{ what: 'secret', group: 'machine', who: 'nobody', kept: 'always', person: 'no' },
    columns: { name: 'key', value: 'secret_value' },
  },
  post: {
    ...{ what: 'post', group: 'machine', who: 'hosts', kept: 'always', person: 'no' },
    columns: {
      one: 'post_one',
      host: 'post_host',
      port: 'post_port',
      tls: 'post_tls',
      login: 'post_login',
      password: 'post_password',
      sender_name: 'post_sender_name',
      sender_address: 'post_sender_address',
    },
  },
  migration,
};
