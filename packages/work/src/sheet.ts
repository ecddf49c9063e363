/** What is published of one occupation: what it asks for, and how it is told. */
export interface Sheet {
  readonly code: string;
  /** Skills by identifier: those that are named where they are shared or missing. */
  readonly skills: readonly string[];
  /** What else its sheet lists by identifier: activities, settings. */
  readonly traits?: readonly string[];
  /** Its name, titles, definition and ways in. */
  readonly texts?: readonly string[];
  /** ISCO-08 unit groups of its titles, each with a share or a count. */
  readonly groups?: readonly (readonly [isco: string, share: number])[];
}
