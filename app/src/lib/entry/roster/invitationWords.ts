import { formatDay } from '#lib/answer/formatDays.ts';
import { textIn } from '#lib/components/textIn.ts';
import type { Inquiry } from '#lib/inquiry/data.server.ts';
import type { Letter } from '#lib/post/openPost.ts';
import { m } from '#lib/words/messages.js';

/** A letter without its receiver. */
export type Words = Omit<Letter, 'to'>;

/** Between two languages of one letter. */
const BETWEEN = '\n\n* * *\n\n';

type Told = Pick<Inquiry, 'title' | 'organisation' | 'languages' | 'lastDay'>;

/**
 * The letter that invites one person, in the languages of the inquiry: who asks, what for, how long it takes,
 * why nobody can know what she says, and her address. `origin` is where phones find this instance; behind the
 * #, a browser keeps the secret to itself.
 */
export function invitationWords(
  inquiry: Told & { readonly code: string },
  { origin, secret, fingerprint }: { origin: string; secret: string; fingerprint: string | undefined },
): Words {
  const address = `${origin}/${inquiry.code}/invited#${secret}`;
  return inLanguages(inquiry, m.letter_subject, (lang, told, locale) => [
    m.letter_hello({}, locale),
    `${m.letter_asks(told, locale)} ${untilOf(inquiry, lang)}`.trim(),
    `${m.letter_open({}, locale)}\n${address}`,
    m.letter_yours({}, locale),
    m.letter_nobody(told, locale),
    ...(fingerprint === undefined ? [] : [`${m.letter_key({}, locale)}\n${fingerprint}`]),
    m.letter_other_way({}, locale),
    m.letter_reminders({}, locale),
    told.organisation,
  ]);
}

/**
 * The same words for everybody on the list, whether they have answered or not, which nobody knows. The address
 * is in the first letter alone: of its secret only a hash is left.
 */
export function reminderWords(inquiry: Told): Words {
  return inLanguages(inquiry, m.reminder_subject, (lang, told, locale) => [
    m.letter_hello({}, locale),
    `${m.reminder_open(told, locale)} ${untilOf(inquiry, lang)}`.trim(),
    m.reminder_everybody({}, locale),
    m.reminder_where({ subject: m.letter_subject(told, locale) }, locale),
    m.reminder_lost({}, locale),
    told.organisation,
  ]);
}

interface Names {
  readonly title: string;
  readonly organisation: string;
}

function inLanguages(
  inquiry: Told,
  subject: (names: Names, locale: { locale: 'fr' | 'en' }) => string,
  paragraphs: (lang: 'fr' | 'en', names: Names, locale: { locale: 'fr' | 'en' }) => readonly string[],
): Words {
  const spoken = (['fr', 'en'] as const).filter((lang) => inquiry.languages.includes(lang));
  const langs = spoken.length > 0 ? spoken : (['fr'] as const);
  const namesIn = (lang: 'fr' | 'en') => ({
    title: textIn(inquiry.title, lang).text,
    organisation: textIn(inquiry.organisation, lang).text,
  });
  return {
    subject: subject(namesIn(langs[0]!), { locale: langs[0]! }),
    text: langs.map((lang) => paragraphs(lang, namesIn(lang), { locale: lang }).join('\n\n')).join(BETWEEN),
    ...(langs.length === 1 && { lang: langs[0]! }),
  };
}

function untilOf({ lastDay }: Told, lang: 'fr' | 'en'): string {
  return lastDay === undefined ? '' : m.letter_until({ day: formatDay(lastDay, lang) }, { locale: lang });
}
