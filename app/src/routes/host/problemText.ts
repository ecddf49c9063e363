import { m } from '#lib/words/messages.js';

/** The sentence for an act that changed nothing. */
export function problemText(problem: string, lang: 'fr' | 'en'): string {
  const sentences: Readonly<Record<string, typeof m.host_done_unknown>> = {
    changed: m.host_done_changed,
    closed: m.host_done_closed,
    'no-statement': m.host_done_no_statement,
    'no-roster': m.token_entry_roster,
    'too-many': m.host_done_too_many,
    'other-meaning': m.host_done_other_meaning,
    'reason-missing': m.host_refuse_missing,
    'target-missing': m.host_merge_missing,
    empty: m.host_text_empty,
    'too-long': m.host_text_too_long,
    'file-missing': m.host_import_none,
    'file-large': m.host_import_large,
  };
  return (sentences[problem] ?? m.host_done_unknown)({}, { locale: lang });
}
