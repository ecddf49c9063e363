import fc from 'fast-check';
import { expect, it } from 'vitest';
import { actions, advance, begin, type Progress, statementOf } from '#lib/room/progress.ts';
import type { Moment, Script } from '#lib/room/script.ts';

const ids = fc.array(fc.stringMatching(/^[a-z]{3}$/), { maxLength: 4 });
const minutes = fc.integer({ min: 1, max: 60 });
const moment: fc.Arbitrary<Moment> = fc.oneof(
  fc.record({ kind: fc.constant('watch' as const), title: fc.constant({ en: 'Episode' }), minutes }),
  fc.record({ kind: fc.constant('vote' as const), statements: ids }),
  fc.record({ kind: fc.constant('reveal' as const), statements: ids, shape: fc.boolean() }),
  fc.record({ kind: fc.constant('discuss' as const), minutes }),
  fc.record({ kind: fc.constant('write' as const), minutes }),
  fc.record({ kind: fc.constant('close' as const) }),
);
const scripts = fc.array(moment, { minLength: 1, maxLength: 8 });
const acts = fc.array(fc.tuple(fc.constantFrom(...actions), fc.nat(100_000)), { maxLength: 60 });

/** Follows actions from the first moment; what makes no sense where it comes is left out. */
function follow(script: Script, taken: readonly (readonly [(typeof actions)[number], number])[]): Progress[] {
  let now = 0;
  const way = [begin(script, now)];
  for (const [action, later] of taken) {
    now += later;
    const next = advance(script, way[way.length - 1], action, now);
    if (next) way.push(next);
  }
  return way;
}

it('stays inside its script, whatever the host does', () => {
  fc.assert(
    fc.property(scripts, acts, (script, taken) => {
      for (const { moment, item } of follow(script, taken)) {
        const here = script[moment];
        const items = 'statements' in here ? here.statements.length : 0;
        expect(here).toBeDefined();
        expect(item).toBeGreaterThanOrEqual(0);
        expect(item).toBeLessThan(Math.max(1, items));
      }
    }),
  );
});

it('holds a vote open only on a statement of a moment of voting, and a clock only where there are minutes', () => {
  fc.assert(
    fc.property(scripts, acts, (script, taken) => {
      for (const progress of follow(script, taken)) {
        const here = script[progress.moment];
        if (progress.open) expect(here.kind).toBe('vote');
        expect(progress.clock !== undefined).toBe('minutes' in here);
        if (statementOf(script, progress) === undefined) expect(progress.open).toBe(false);
      }
    }),
  );
});

it('opens no vote where there is no statement', () => {
  const script: Script = [{ kind: 'vote', statements: [] }];
  expect(advance(script, begin(script, 0), 'open', 0)).toBe(undefined);
});

it('is at its end after as many skips as it has moments, and every going on closes the vote before it', () => {
  fc.assert(
    fc.property(scripts, (script) => {
      let progress: Progress | undefined = begin(script, 0);
      for (let skips = 1; skips < script.length; skips++) {
        progress = advance(script, progress!, 'skip', 0);
        expect(progress?.moment).toBe(skips);
      }
      expect(advance(script, progress!, 'skip', 0)).toBe(undefined);
    }),
  );
});

it('comes back to the same statement by next and back, with its vote closed', () => {
  fc.assert(
    fc.property(scripts, acts, (script, taken) => {
      const at = follow(script, taken).at(-1)!;
      const next = advance(script, at, 'next', 0);
      if (!next) return;
      const back = advance(script, next, 'back', 0)!;
      expect([back.moment, back.item]).toEqual([at.moment, at.item]);
      expect(back.open).toBe(false);
    }),
  );
});

it('keeps what is left of a clock while it stands', () => {
  const script: Script = [{ kind: 'discuss', minutes: 2 }];
  const paused = advance(script, begin(script, 1_000), 'pause', 31_000)!;
  // Two minutes from the first second: a minute and a half are left at 31 seconds.
  expect(paused.clock).toEqual({ left: 90_000 });
  expect(advance(script, paused, 'pause', 40_000)).toBe(undefined);
  expect(advance(script, paused, 'resume', 500_000)?.clock).toEqual({ until: 590_000 });
  expect(advance(script, paused, 'longer', 500_000)?.clock).toEqual({ left: 150_000 });
});

it('passes over what has been withdrawn, and opens no vote on it, whatever the host does', () => {
  fc.assert(
    fc.property(scripts, acts, fc.array(fc.nat(30)), (script, taken, gone) => {
      const all = script.flatMap((moment) => ('statements' in moment ? moment.statements : []));
      const withdrawn = new Set(gone.flatMap((at) => all.slice(at, at + 1)));
      let progress = begin(script, 0, withdrawn);
      for (const [action] of taken) {
        progress = advance(script, progress, action, 0, withdrawn) ?? progress;
        const here = script[progress.moment];
        const left = 'statements' in here ? here.statements.filter((id) => !withdrawn.has(id)) : [];
        const current = statementOf(script, progress);
        if (current !== undefined && withdrawn.has(current)) {
          expect(left).toEqual([]);
          expect(progress.open).toBe(false);
        }
      }
    }),
  );
});

it('goes on from a statement that is withdrawn while the room votes on it, and cannot reveal it', () => {
  const script: Script = [{ kind: 'vote', statements: ['a', 'b', 'c'] }, { kind: 'close' }];
  const before = advance(script, begin(script, 0), 'next', 0)!;
  const withdrawn = new Set(['b']);
  expect(advance(script, before, 'reveal', 0, withdrawn)).toBeUndefined();
  expect(advance(script, before, 'next', 0, withdrawn)).toMatchObject({ moment: 0, item: 2, open: true });
  expect(advance(script, before, 'back', 0, withdrawn)).toMatchObject({ moment: 0, item: 0, open: false });
  const both = new Set(['b', 'c']);
  expect(advance(script, before, 'next', 0, both)).toMatchObject({ moment: 1 });
});
