import type { Inquiry } from './data.server.ts';

/**
 * Are statements put to the vote? In every inquiry but one that asks for people’s work, or for what they gain, and not
 * how to bring everybody along: that one may open without a statement.
 */
export function asksDebate(questions: Inquiry['questions']): boolean {
  return questions.includes('everyone') || !(questions.includes('work') || questions.includes('gains'));
}
