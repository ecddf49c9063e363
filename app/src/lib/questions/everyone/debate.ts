import type { GainsSaid } from '../gains/schema.ts';
import type { TrialPlan, TrialSaid } from '../gains/trials/schema.ts';
import type { WorkSaid } from '../work/schema.ts';

/** A text in one or more languages: `{ fr: '…', en: '…' }`; keys are BCP 47 tags, `und` when unknown. */
export type Texts = Readonly<Record<string, string>>;

/**
 * A whole debate as it enters the box, whatever it comes from (a Polis export, the demonstration):
 * pure data, no ids of ours yet. People and statements are positions in their arrays.
 */
export interface Debate {
  readonly title: Texts;
  readonly description: Texts;
  readonly organisation: Texts;
  /** Made up by a seeded program; said on every page. */
  readonly simulated: boolean;
  /** How people came in: decides what may be shown (design: entry modes). */
  readonly entry: 'open' | 'codes' | 'token' | 'imported';
  readonly source?: { readonly name: string; readonly url?: string; readonly licence?: string };
  /** First and last day of voting, ISO dates, where known. */
  readonly days?: { readonly from: string; readonly to: string };
  /** Profile attributes with closed lists; headcount where the organisation knows it. */
  readonly attributes: readonly {
    readonly key: string;
    readonly label: Texts;
    readonly values: readonly { readonly key: string; readonly label: Texts; readonly headcount?: number }[];
  }[];
  readonly headcount?: number;
  /** People behind any figure, where the organisation asked for more than the default. */
  readonly figureMinimum?: number;
  readonly statements: readonly {
    /** Number shown to readers; the source's own where it has one. Unique. */
    readonly number: number;
    readonly texts: Texts;
    /** `meta`: a question about the person, not an opinion; kept apart from the analysis. */
    readonly state: 'accepted' | 'waiting' | 'refused' | 'meta';
  }[];
  readonly people: readonly {
    /** The source's own id, for export back to the source's format; never shown. */
    readonly source?: string;
    /** attribute key → value key. */
    readonly profile: Readonly<Record<string, string>>;
  }[];
  /** Final votes, one a person and statement: parallel arrays of equal length. */
  readonly votes: {
    readonly person: Int32Array;
    readonly statement: Int32Array;
    readonly value: Int8Array;
  };
  /** What was left out on the way in, by reason (`superseded`, `unknown-statement`, …): counts. */
  readonly refused: Readonly<Record<string, number>>;
  /** What people said of their work, where they were asked, in no order that leads to their votes. */
  readonly work?: readonly {
    readonly profile: Readonly<Record<string, string>>;
    readonly content: WorkSaid;
  }[];
  /** What people said of what AI gives them, the same way. */
  readonly gains?: readonly {
    readonly profile: Readonly<Record<string, string>>;
    readonly content: GainsSaid;
  }[];
  /** A trial that has ended. */
  readonly trial?: {
    readonly plan: TrialPlan;
    readonly seed: string;
    readonly frozenDay: string;
    readonly endedDay: string;
    readonly people: readonly {
      readonly profile: Readonly<Record<string, string>>;
      readonly content: TrialSaid;
    }[];
  };
}
