/**
 * Ways to come in: a phone or computer of one's own, the shared device, a sheet of paper, a session in a room.
 * Which way somebody came is never on her ballot.
 */
export const doorKeys = ['own', 'shared', 'paper', 'room'] as const;

export type Door = (typeof doorKeys)[number];
