export type { Language, Occupation, Reference, ReferenceText, Scheme, TextKind } from './reference.ts';
