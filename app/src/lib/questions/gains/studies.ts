import studies from '../../../../../references/studies.json' with { type: 'json' };
import type { Rung } from '../../answer/answer.ts';

/** A published measurement of what AI does to work, as a cited fact. */
export interface Study {
  readonly id: string;
  readonly lang: 'fr' | 'en';
  readonly name: string;
  readonly authors: string;
  readonly year: number;
  readonly address: string;
  readonly rung: Rung;
  readonly people: number;
  readonly who: Readonly<Record<'fr' | 'en', string>>;
  /** Time that tasks took, or what was produced in the same time. */
  readonly outcome: 'time' | 'output';
  /** As a share; without an interval where none was published. */
  readonly change: { readonly value: number; readonly low?: number; readonly high?: number };
  /** What belongs beside the figure. */
  readonly beside: Readonly<Record<'fr' | 'en', string>>;
}

/** Those of `references/studies.json`, in its order. */
export const publishedStudies = studies as readonly Study[];
