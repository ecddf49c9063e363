import type { Language, Reference, ReferenceText, TextKind } from '../src/index.ts';

export function text(
  text: string,
  codes: readonly (string | readonly [string, number])[],
  {
    kind = 'title',
    language = 'fr',
    concepts,
  }: { kind?: TextKind; language?: Language; concepts?: readonly string[] } = {},
): ReferenceText {
  return {
    text,
    language,
    kind,
    codes: codes.map((code) => (typeof code === 'string' ? ([code, 1 / codes.length] as const) : code)),
    ...(concepts && { concepts }),
  };
}

export function referenceFrom(texts: readonly ReferenceText[]): Reference {
  const codes = [...new Set(texts.flatMap(({ codes }) => codes.map(([code]) => code)))].sort();
  return { scheme: 'rome', occupations: codes.map((code) => ({ code, label: {} })), texts };
}

/** Nurses (A1), bakers (B1) and drivers (C1), as ROME writes them, and what is said of them. */
export const reference: Reference = referenceFrom([
  ...[
    'Infirmier / Infirmière',
    'Infirmier / Infirmière de nuit',
    'Infirmier / Infirmière en chirurgie',
    'Aide-soignant / Aide-soignante',
  ].map((title) => text(title, ['A1'])),
  ...[
    'Boulanger / Boulangère',
    'Ouvrier boulanger / Ouvrière boulangère',
    'Boulanger / Boulangère de nuit',
    'Pâtissier boulanger / Pâtissière boulangère',
  ].map((title) => text(title, ['B1'])),
  ...[
    'Conducteur / Conductrice de bus',
    'Chauffeur / Chauffeuse de car',
    'Conducteur / Conductrice de car',
    'Technicien / Technicienne de bus',
  ].map((title) => text(title, ['C1'])),
  text('Soins infirmiers', ['A1'], { kind: 'name' }),
  text('Donner des soins aux malades', ['A1'], { kind: 'skill' }),
  text('Pétrir la pâte à pain', ['B1'], { kind: 'skill' }),
  text('Fait le pain et les viennoiseries.', ['B1'], { kind: 'definition' }),
  text('Conduire un véhicule', ['C1', 'A1'], { kind: 'skill' }),
]);
