import * as v from 'valibot';
import { type Moment, scriptSchema } from './script.ts';

/** What of a moment cannot be kept. */
export type MomentFault = 'kind' | 'title' | 'minutes' | 'link' | 'prompt' | 'statements';

/**
 * A moment as the form of the host wrote it, or the field at fault. `statements` are those of the inquiry,
 * in its order: those that are ticked are kept in that order, others are a fault. Pure.
 */
export function momentOf(
  form: FormData,
  statements: readonly string[],
): { readonly moment: Moment } | { readonly fault: MomentFault } {
  const parsed = v.safeParse(scriptSchema, [given(form, statements)]);
  if (parsed.success) return { moment: parsed.output[0] };
  const field = parsed.issues[0].path?.[1]?.key;
  const known: readonly MomentFault[] = ['title', 'minutes', 'link', 'prompt', 'statements'];
  return { fault: known.find((one) => one === field) ?? 'kind' };
}

function given(form: FormData, statements: readonly string[]): unknown {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const texts = (name: string) =>
    Object.fromEntries(
      (['fr', 'en'] as const).flatMap((lang) => {
        const written = text(`${name}-${lang}`);
        return written === '' ? [] : [[lang, written]];
      }),
    );
  const minutes = /^\d{1,4}$/.test(text('minutes')) ? Number(text('minutes')) : undefined;
  const ticked = new Set(form.getAll('statement').map(String));
  const chosen = [
    ...statements.filter((id) => ticked.delete(id)),
    // What is left is none of this inquiry's: not a string, so that it is refused.
    ...Array.from(ticked, () => null),
  ];
  const kind = text('kind');
  switch (kind) {
    case 'watch': {
      const link = text('link');
      return { kind, title: texts('title'), minutes, ...(link !== '' && { link }) };
    }
    case 'vote':
      return { kind, statements: chosen };
    case 'reveal':
      return { kind, statements: chosen, shape: form.has('shape') };
    case 'discuss': {
      const prompt = texts('prompt');
      return { kind, minutes, ...(Object.keys(prompt).length > 0 && { prompt }) };
    }
    case 'write':
      return { kind, minutes };
    default:
      return { kind };
  }
}
