/** The three answers, in the order in which they are shown. */
export const answers = [
  { name: 'agree', value: 1 },
  { name: 'disagree', value: -1 },
  { name: 'pass', value: 0 },
] as const;
