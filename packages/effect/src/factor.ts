/** Which level each row has: people, weeks, types of task, clusters. Codes count from 0 to `levels` − 1. */
export interface Factor {
  readonly codes: ArrayLike<number>;
  readonly levels: number;
}
