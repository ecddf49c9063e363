import * as v from 'valibot';
import { type Moment, type Script, scriptSchema } from './script.ts';

/** What the host does to a script, on the moment at `at`. */
export type ScriptEdit =
  | { readonly do: 'up' | 'down' | 'remove'; readonly at: number }
  | { readonly do: 'change'; readonly at: number; readonly moment: Moment }
  /** Put before the moment at `at`; at the end where there is none. */
  | { readonly do: 'add'; readonly at: number; readonly moment: Moment };

/**
 * The script after an edit; nothing where the edit makes no sense: no such moment, nowhere to move to, the
 * last moment that is left removed, or what comes out is no script (see `scriptSchema`).
 *
 * Pure; linear in the script.
 *
 * @example editScript([{ kind: 'write', minutes: 6 }, { kind: 'close' }], { do: 'down', at: 0 })
 * // [{ kind: 'close' }, { kind: 'write', minutes: 6 }]
 */
export function editScript(script: Script, edit: ScriptEdit): Script | undefined {
  const { at } = edit;
  if (edit.do === 'add') {
    const place = Math.min(Math.max(at, 0), script.length);
    return valid(script.toSpliced(place, 0, edit.moment));
  }
  if (!(at in script)) return undefined;
  switch (edit.do) {
    case 'change':
      return valid(script.with(at, edit.moment));
    case 'remove':
      return valid(script.toSpliced(at, 1));
    case 'up':
      return at === 0 ? undefined : swapped(script, at - 1);
    case 'down':
      return at + 1 === script.length ? undefined : swapped(script, at);
  }
}

function swapped(script: Script, at: number): Script {
  return script.with(at, script[at + 1]).with(at + 1, script[at]);
}

function valid(script: Script): Script | undefined {
  const parsed = v.safeParse(scriptSchema, script);
  return parsed.success ? parsed.output : undefined;
}
