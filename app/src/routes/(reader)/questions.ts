/** The six questions, in the order of every page. */
export const questions = ['work', 'gains', 'everyone', 'ethics', 'outlook', 'reflex'] as const;

export type QuestionKey = (typeof questions)[number];
