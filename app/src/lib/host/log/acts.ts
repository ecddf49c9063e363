/**
 * What hosts, moderators and readers do that those who check may want to know; each has its sentence in the
 * catalogue, `acts_…`. Reading a page is none: it would watch the readers.
 */
export const acts = [
  'created',
  'changed',
  'opened',
  'published',
  'closed',
  'statements',
  'moderated',
  'commented',
  'seance',
  'started',
  'ended',
  'sheet',
  'cards',
  'handed',
  'imported',
  'people',
  'letters',
  'reminders',
  'minimum',
  'keeping',
  'notice',
  'exported',
  'post',
  'gave_host',
  'gave_moderator',
  'gave_reader',
  'gave_analyst',
  'took_host',
  'took_moderator',
  'took_reader',
  'took_analyst',
  'link',
  'removed',
  'declared',
  'entered',
] as const;

export type Act = (typeof acts)[number];
