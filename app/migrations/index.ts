import { box } from './0001_box.ts';
import { room } from './0002_room.ts';
import { gate } from './0003_gate.ts';
import { codes } from './0004_codes.ts';
import { tokens } from './0005_tokens.ts';
import { doors } from './0006_doors.ts';
import { minimum } from './0007_minimum.ts';
import { keeping } from './0008_keeping.ts';
import { said } from './0009_said.ts';
import { practices } from './0010_practices.ts';
import { trials } from './0011_trials.ts';

/** Every step of the schema, in order. A published step is never changed: a new one is added. */
export const migrations = [
  box,
  room,
  gate,
  codes,
  tokens,
  doors,
  minimum,
  keeping,
  said,
  practices,
  trials,
] as const;
