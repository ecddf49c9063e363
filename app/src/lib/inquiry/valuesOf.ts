/** One value of a closed list, as its line says it. */
export interface ListedValue {
  readonly key: string;
  readonly label: Readonly<Record<string, string>>;
  readonly headcount?: number;
}

export interface LineFault {
  /** Counted from 1. */
  readonly line: number;
  readonly fault: 'no-name' | 'twice' | 'too-long' | 'headcount' | 'too-many';
}

/** Values that a list may hold, and signs of a label. */
const MOST = 30;
const LONGEST = 60;

/**
 * A closed list as people type it: one value a line, its name in French, a bar and its name in English
 * where it has one, a colon and how many people it counts where that is known. Empty lines are passed over.
 *
 * @example
 * valuesOf('Atelier | Workshop : 86\nÉtudes')
 * // { values: [{ key: 'atelier', label: { fr: 'Atelier', en: 'Workshop' }, headcount: 86 }, { key: 'etudes', label: { und: 'Études' } }] }
 */
export function valuesOf(text: string): { readonly values: readonly ListedValue[] } | LineFault {
  const values: ListedValue[] = [];
  for (const [index, whole] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const entry = whole.replace(/\s+/gu, ' ').trim();
    if (entry === '') continue;
    const [, names, count] = /^(.*?)(?: ?[:=] ?([^:=]*))?$/u.exec(entry)!;
    const headcount = count === undefined ? undefined : headcountOf(count);
    if (headcount !== undefined && Number.isNaN(headcount)) return { line, fault: 'headcount' };
    const [fr = '', en = ''] = names.split('|').map((name) => name.trim());
    if (fr === '' && en === '') return { line, fault: 'no-name' };
    if (fr.length > LONGEST || en.length > LONGEST) return { line, fault: 'too-long' };
    const key = keyOf(fr || en, values.length);
    if (values.some((value) => value.key === key)) return { line, fault: 'twice' };
    if (values.length === MOST) return { line, fault: 'too-many' };
    const label = fr && en ? { fr, en } : { und: fr || en };
    values.push({ key, label, ...(headcount !== undefined && { headcount }) });
  }
  return { values };
}

/** 1 200, with any space between; NaN for anything that counts no people. */
function headcountOf(text: string): number {
  const digits = text.replace(/\s/gu, '');
  return /^\d{1,7}$/.test(digits) ? Number(digits) : Number.NaN;
}

/** A name that files can carry: letters and digits without accents. Names of other scripts go by place. */
function keyOf(name: string, place: number): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || `value-${place + 1}`;
}
