import groups from '../../../../../references/isco-groups.json' with { type: 'json' };

/** Groups of ISCO-08 by their code, of one to three digits, in plain words of our own. */
export const groupNames: ReadonlyMap<string, Readonly<Record<'fr' | 'en', string>>> = new Map(
  groups.map(({ code, fr, en }) => [code, { fr, en }]),
);
