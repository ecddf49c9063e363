import type { QuestionKey } from '#lib/inquiry/questions.ts';

/** What people say something of: a question, or one trial, so that nothing leads from the one to the other. */
export type SaidKey = QuestionKey | `trial-${number}`;
