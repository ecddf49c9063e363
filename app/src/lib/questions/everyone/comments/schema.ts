import { ownWords } from '#lib/entry/ownWords.ts';

/** `comment`: what somebody adds at the end; `practice`: how she uses AI in her work. */
export const commentKinds = ['comment', 'practice'] as const;
export type CommentKind = (typeof commentKinds)[number];

/** In which kind of work a practice is: the sectors of the built-in jobs, never a job, which could name somebody. */
export const taskSectors = ['health', 'industry', 'office', 'tech', 'other'] as const;
export type TaskSector = (typeof taskSectors)[number];

/** Signs that each field may have. */
export const COMMENT_SIGNS = 500;
export const PRACTICE_SIGNS = { words: 600, watch: 300, name: 80 } as const;

/** A comment as somebody typed it, ready to be kept; or why it cannot be. */
export function readComment(typed: string): ReturnType<typeof ownWords> {
  return ownWords(typed, COMMENT_SIGNS);
}

/** What she typed and chose, as the form has it. */
export interface TypedPractice {
  readonly words: string;
  readonly watch: string;
  readonly sector: string;
  /** Whether she wants her name beside it; what stands in the field without that is no name. */
  readonly signed: boolean;
  readonly name: string;
}

/** A practice beside its text: what to watch out for, in which kind of work, under which name. */
export interface PracticeMore {
  readonly watch?: string;
  readonly sector?: TaskSector;
  readonly name?: string;
}

export type PracticeFault = {
  readonly field: 'words' | 'watch' | 'name';
  readonly fault: 'empty' | 'too-long';
  readonly signs: number;
};

/** A practice as somebody typed it, ready to be kept; or which field cannot be, and why. */
export function readPractice(
  typed: TypedPractice,
): { readonly text: string; readonly more: PracticeMore } | PracticeFault {
  const words = ownWords(typed.words, PRACTICE_SIGNS.words);
  if ('fault' in words) return { field: 'words', ...words };
  const watch = typed.watch.trim() === '' ? undefined : ownWords(typed.watch, PRACTICE_SIGNS.watch);
  if (watch && 'fault' in watch) return { field: 'watch', ...watch };
  const name = typed.signed ? ownWords(typed.name, PRACTICE_SIGNS.name) : undefined;
  if (name && 'fault' in name) return { field: 'name', ...name };
  const sector = taskSectors.find((sector) => sector === typed.sector);
  return {
    text: words.text,
    more: {
      ...(watch && { watch: watch.text }),
      ...(sector && { sector }),
      ...(name && { name: name.text }),
    },
  };
}
