import * as v from 'valibot';

/** On what a processing may rest, as the host chooses; the words are in the catalogue of messages. */
export const bases = ['legitimate', 'public', 'consent', 'other'] as const;

/** Signs that a field may have. */
export const NOTICE_SIGNS = 500;

const text = v.pipe(
  v.string('missing'),
  v.transform((typed) =>
    typed
      .normalize('NFC')
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim(),
  ),
  v.maxLength(NOTICE_SIGNS, 'too-long'),
);

const notice = v.object({
  controller: text,
  contact: text,
  dpo: text,
  basis: v.picklist(['', ...bases], 'unknown'),
  why: text,
  hosted: text,
});

/** What the organisation alone knows of its inquiry; an empty text is a gap. */
export type Notice = v.InferOutput<typeof notice>;
export type NoticeField = keyof Notice;

export const noticeFields = Object.keys(notice.entries) as readonly NoticeField[];

/** Reads the form of the file: what the organisation says, or what is wrong, one fault a field. */
export function readNotice(
  given: Readonly<Record<NoticeField, string>>,
):
  | { readonly notice: Notice }
  | { readonly faults: Readonly<Partial<Record<NoticeField, 'missing' | 'too-long' | 'unknown'>>> } {
  const parsed = v.safeParse(notice, given);
  if (parsed.success) return { notice: parsed.output };
  const nested = v.flatten<typeof notice>(parsed.issues).nested ?? {};
  return {
    faults: Object.fromEntries(Object.entries(nested).map(([field, codes]) => [field, codes![0]])),
  };
}

/** What was kept, with a gap for whatever was not. */
export function savedNotice(json: string): Notice {
  const kept = JSON.parse(json) as Partial<Notice>;
  return { controller: '', contact: '', dpo: '', basis: '', why: '', hosted: '', ...kept };
}
