import notices from '../../../../references/notices.json' with { type: 'json' };

/** A published source from which something stands in Abord itself. */
export interface BuiltInSource {
  readonly id: string;
  /** The language of its name, publisher, version and licence. */
  readonly lang: 'fr' | 'en';
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  /** ISO date on which that version was published. */
  readonly date: string;
  readonly licence: string;
  readonly address: string;
  /** What is used of it, and what was changed. */
  readonly what: Readonly<Record<'fr' | 'en', string>>;
  readonly changed: Readonly<Record<'fr' | 'en', string>>;
}

/** Those of `references/notices.json`, in its order. */
export const builtInSources = notices as readonly BuiltInSource[];
