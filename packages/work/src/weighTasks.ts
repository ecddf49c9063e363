/**
 * How much each task counts in its occupation when nobody has said how much time it takes: 1 for a core task,
 * ½ for every other type, named or not.
 *
 * `types` are O*NET's words ("Core", "Supplemental", "n/a", nothing), whatever their case. Source: Eloundou,
 * Manning, Mishkin and Rock, "GPTs are GPTs" (2023), whose occupation scores this rule gives back to the last
 * digit. O(tasks). SPEC E1.
 *
 * @example weighTasks(['Core', 'Supplemental', '']); // [1, 0.5, 0.5]
 */
export function weighTasks(types: readonly string[]): number[] {
  return types.map((type) => (type.trim().toLowerCase() === 'core' ? 1 : 0.5));
}
