/** What the published description of an ISCO-08 group holds of itself. */
export interface IscoPassages {
  readonly definition: string;
  readonly tasks: readonly string[];
  /** Occupations that belong to it. */
  readonly examples: readonly string[];
}

const headings: readonly (readonly [RegExp, keyof IscoPassages | 'left'])[] = [
  [/^(?:Tasks include|In such (?:cases|instances) tasks)/i, 'tasks'],
  [/^Examples? of (?:the )?occupations (?:classified|included) here/i, 'examples'],
  [/^(?:Some related occupations classified elsewhere|Excluded from this|Notes?:?$)/i, 'left'],
  [/^Occupations in this .* group are classified into/i, 'left'],
];

/**
 * The passages of an ISCO-08 description, in English as ESCO publishes it, that speak of the group itself. Left out:
 * what belongs elsewhere, which would teach a matcher the opposite, the list of its groups, and notes to coders.
 */
export function iscoPassages(description: string): IscoPassages {
  const found = {
    definition: [] as string[],
    tasks: [] as string[],
    examples: [] as string[],
    left: [] as string[],
  };
  let into: keyof typeof found = 'definition';
  for (const line of description.split(/\r?\n/).map((line) => line.trim())) {
    const heading = headings.find(([sign]) => sign.test(line));
    if (heading) into = heading[1];
    else if (line !== '') found[into].push(line.replace(/^(?:\([a-z]+\)|-)\s*/, '').replace(/;$/, ''));
  }
  return { definition: found.definition.join(' '), tasks: found.tasks, examples: found.examples };
}
