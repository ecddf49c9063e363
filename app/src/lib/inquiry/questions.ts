/** The six questions of an inquiry, in the order of every page. */
export const questionKeys = ['work', 'gains', 'everyone', 'ethics', 'outlook', 'reflex'] as const;

export type QuestionKey = (typeof questionKeys)[number];
