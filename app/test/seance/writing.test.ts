import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { announcementSchema } from '#lib/room/announcement.ts';
import { momentOf } from '#lib/room/momentForm.ts';
import { type Moment, scriptSchema } from '#lib/room/script.ts';
import { editScript } from '#lib/room/scriptEdit.ts';

const minutes = fc.integer({ min: 1, max: 240 });
const texts = fc.constantFrom({ fr: 'Un' }, { en: 'One' }, { fr: 'Un', en: 'One' });
const statements = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'));
const moment: fc.Arbitrary<Moment> = fc.oneof(
  fc.record({ kind: fc.constant('watch' as const), title: texts, minutes }),
  fc.record({ kind: fc.constant('vote' as const), statements }),
  fc.record({ kind: fc.constant('reveal' as const), statements, shape: fc.boolean() }),
  fc.record({ kind: fc.constant('discuss' as const), minutes, prompt: texts }),
  fc.record({ kind: fc.constant('write' as const), minutes }),
  fc.record({ kind: fc.constant('close' as const) }),
);
const script = fc.array(moment, { minLength: 1, maxLength: 12 });
const place = fc.integer({ min: -2, max: 14 });
const sorted = (moments: readonly Moment[]) => moments.map((one) => JSON.stringify(one)).sort();

describe('an edit of a script', () => {
  it('that moves a moment keeps every moment, and moving it back undoes it', () => {
    fc.assert(
      fc.property(script, place, (moments, at) => {
        const moved = editScript(moments, { do: 'down', at });
        expect(moved === undefined).toBe(!(at >= 0 && at < moments.length - 1));
        if (!moved) return;
        expect(sorted(moved)).toEqual(sorted(moments));
        expect(editScript(moved, { do: 'up', at: at + 1 })).toEqual(moments);
      }),
    );
  });

  it('that adds a moment puts it where it was asked for, and removing it undoes it', () => {
    fc.assert(
      fc.property(script, moment, place, (moments, added, at) => {
        const longer = editScript(moments, { do: 'add', at, moment: added })!;
        const put = Math.min(Math.max(at, 0), moments.length);
        expect(longer[put]).toEqual(added);
        expect(editScript(longer, { do: 'remove', at: put })).toEqual(moments);
      }),
    );
  });

  it('gives a script that can be kept, or nothing; and leaves the old one as it was', () => {
    const edit = fc.oneof(
      fc.record({ do: fc.constantFrom('up' as const, 'down' as const, 'remove' as const), at: place }),
      fc.record({ do: fc.constantFrom('add' as const, 'change' as const), at: place, moment }),
    );
    fc.assert(
      fc.property(script, edit, (moments, asked) => {
        const before = JSON.stringify(moments);
        const edited = editScript(moments, asked);
        expect(JSON.stringify(moments)).toBe(before);
        if (edited) expect(v.is(scriptSchema, edited)).toBe(true);
      }),
    );
  });

  it('never leaves nothing, and never more than sixty moments', () => {
    expect(editScript([{ kind: 'close' }], { do: 'remove', at: 0 })).toBeUndefined();
    const sixty = Array.from({ length: 60 }, (): Moment => ({ kind: 'close' }));
    expect(editScript(sixty, { do: 'add', at: 0, moment: { kind: 'close' } })).toBeUndefined();
  });
});

describe('a moment from a form', () => {
  const read = (fields: readonly (readonly [string, string])[], known = ['a', 'b', 'c']) => {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    return momentOf(form, known);
  };
  const watch = [
    ['kind', 'watch'],
    ['title-fr', ' Épisode '],
    ['title-en', ''],
    ['minutes', '12'],
  ] as const;

  it('is what was typed, without the spaces around it and without empty languages', () => {
    expect(read(watch)).toEqual({ moment: { kind: 'watch', title: { fr: 'Épisode' }, minutes: 12 } });
  });

  it('keeps statements in the order of the inquiry, and takes none that is not of it', () => {
    const vote = [
      ['kind', 'vote'],
      ['statement', 'c'],
      ['statement', 'a'],
    ] as const;
    expect(read(vote)).toEqual({ moment: { kind: 'vote', statements: ['a', 'c'] } });
    expect(read([...vote, ['statement', 'of another inquiry']])).toEqual({ fault: 'statements' });
  });

  it.each([
    [
      'title',
      [
        ['kind', 'watch'],
        ['minutes', '12'],
      ],
    ],
    ['title', [...watch.slice(0, 1), ['title-fr', 'x'.repeat(301)], ['minutes', '12']]],
    ['minutes', [...watch.slice(0, 2), ['minutes', '0']]],
    ['minutes', [...watch.slice(0, 2), ['minutes', '241']]],
    ['minutes', [...watch.slice(0, 2), ['minutes', '1e2']]],
    ['link', [...watch, ['link', 'javascript:alert(1)']]],
    ['link', [...watch, ['link', 'http://example.org/film']]],
    [
      'prompt',
      [
        ['kind', 'discuss'],
        ['minutes', '5'],
        ['prompt-fr', 'x'.repeat(301)],
      ],
    ],
    ['kind', [['kind', 'dance']]],
    ['kind', []],
  ] as const)('names the field at fault: %s', (fault, fields) => {
    expect(read(fields)).toEqual({ fault });
  });
});

describe('an announcement from a form', () => {
  const typed = {
    ...{ titleFr: 'Film', titleEn: '', guestFr: '', guestEn: '', placeFr: 'Salle 2', placeEn: '' },
    ...{ day: '2026-11-23', hour: '19:00', zone: 'Europe/Paris', minutes: '90' },
  };
  const faults = (sent: Record<string, unknown>) => {
    const parsed = v.safeParse(announcementSchema, { ...typed, ...sent });
    return parsed.issues?.map(({ path, message }) => [path?.[0]?.key, message]) ?? [];
  };

  it('holds what was typed, and no empty language', () => {
    expect(v.parse(announcementSchema, typed)).toEqual({
      ...{ title: { fr: 'Film' }, guest: {}, place: { fr: 'Salle 2' } },
      ...{ starts: '2026-11-23T19:00', zone: 'Europe/Paris', minutes: 90 },
    });
    // Some browsers send seconds.
    expect(v.parse(announcementSchema, { ...typed, hour: '19:00:00' }).starts).toBe('2026-11-23T19:00');
  });

  it.each([
    [{ titleFr: '  ' }, 'titleFr', 'title'],
    [{ guestEn: 'x'.repeat(201) }, 'guestEn', 'long'],
    [{ day: '2026-02-30' }, 'day', 'day'],
    [{ day: '23/11/2026' }, 'day', 'day'],
    [{ hour: '25:00' }, 'hour', 'hour'],
    [{ zone: 'Europe/Atlantis' }, 'zone', 'zone'],
    [{ minutes: '0' }, 'minutes', 'minutes'],
    [{ minutes: '1441' }, 'minutes', 'minutes'],
    [{ minutes: '-5' }, 'minutes', 'minutes'],
    [{ placeFr: null }, 'placeFr', 'missing'],
  ])('says of %o that %s is at fault', (sent, field, fault) => {
    expect(faults(sent)).toEqual([[field, fault]]);
  });
});
