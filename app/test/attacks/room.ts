import { planTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import { planSeance, startSeance } from '#lib/room/mutations.server.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import type { Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';

/** A room in the middle of its evening: a séance is live and the vote on its first statement is open. */
export interface Room {
  readonly code: string;
  readonly inquiry: string;
  /** Ids. `held`: later in the script, so that its vote is not open yet. */
  readonly statements: Readonly<Record<'current' | 'held' | 'free' | 'waiting' | 'refused', string>>;
  /** Secret of a ballot that has been drawn. */
  readonly secret: string;
}

/** Puts such a room into a box. */
export async function makeRoom(store: Store, code: string): Promise<Room> {
  const inquiry = randomId('inquiry');
  await store.db
    .insertInto('inquiry')
    .values({
      id: inquiry,
      title: '{"fr":"L’IA dans la salle","en":"AI in the room"}',
      description: '{"fr":"Une soirée.","en":"An evening."}',
      organisation: '{"fr":"Le Phare","en":"The Lighthouse"}',
      simulated: 0,
      entry: 'open',
      state: 'open',
      source: null,
      first_day: null,
      last_day: null,
      headcount: null,
      refused: '{}',
      day: '2026-11-24',
      code,
      questions: '["work","gains","everyone"]',
    })
    .execute();
  const kinds = [
    ['current', 'accepted'],
    ['held', 'accepted'],
    ['free', 'accepted'],
    ['waiting', 'waiting'],
    ['refused', 'refused'],
  ] as const;
  const ids = kinds.map(([kind]) => [kind, randomId('statement')] as const);
  const statements = Object.fromEntries(ids) as Room['statements'];
  await store.db
    .insertInto('statement')
    .values(
      kinds.map(([kind, state], place) => ({
        inquiry,
        id: statements[kind],
        number: place + 1,
        version: 1,
        state,
        texts: JSON.stringify({ fr: `Affirmation ${place + 1}`, en: `Statement ${place + 1}` }),
        origin: 'host' as const,
      })),
    )
    .execute();
  const number = await planSeance(store.db, {
    inquiry,
    title: { fr: 'Soirée', en: 'Evening' },
    guest: {},
    place: {},
    starts: '2026-11-24T19:00',
    zone: 'Europe/Paris',
    minutes: 90,
    script: [{ kind: 'vote', statements: [statements.current, statements.held] }, { kind: 'close' }],
  });
  await startSeance(store.db, inquiry, number, Date.parse('2026-11-24T18:00:00Z'));
  await planTrial(store.db, inquiry, {
    question: { fr: 'Allons-nous plus vite ?', en: 'Are we faster?' },
    types: [{ key: 'type-1', label: { fr: 'Compte rendu', en: 'Report' } }],
    outcome: 'minutes',
    profiles: [],
    tasks: 120,
    people: 12,
    rule: 'once',
    looks: 3,
    lastDay: '2099-12-31',
  });
  const { secret } = await drawBallot(store.db, { inquiry, profile: {}, day: '2026-11-24' });
  return { code, inquiry, statements, secret };
}
