/** How much of her time a task takes somebody. */
export type TimeShare = 'much' | 'some' | 'little';
/** Whether AI is used in it; `tried`: once or twice, and no more. */
export type Use = 'none' | 'tried' | 'yes';
/** What AI does of it: the task alone, with somebody who reads over it, or together with her. */
export type Mode = 'alone' | 'together';
export type Since = 'weeks' | 'months' | 'years';
export type Quality = 'better' | 'same' | 'worse';
/** How long the task takes now. */
export type Duration = 'less' | 'same' | 'more';
/** What becomes of a skill: it grows, it withers, it is missing, it was taught. */
export type SkillChange = 'gain' | 'lose' | 'need' | 'trained';

/** What somebody says of one of her tasks; whatever she leaves open is absent. */
export interface ReportedTask {
  readonly task: string;
  readonly share: TimeShare;
  readonly use?: Use | undefined;
  readonly mode?: Mode | undefined;
  readonly since?: Since | undefined;
  readonly quality?: Quality | undefined;
  readonly time?: Duration | undefined;
}

/** What one person says of her work. */
export interface Reported {
  readonly tasks: readonly ReportedTask[];
  readonly skills?: Readonly<Record<SkillChange, readonly string[]>> | undefined;
}
