import { random, randomNormal } from '@abord/numbers';

/** A million tasks: 10,000 people of a hundred each, 52 weeks, half of a person's tasks with AI, true effect 0.15. */
export function millionTasks() {
  const [people, each] = [10_000, 100];
  const rows = people * each;
  const source = random(20260101);
  const person = new Int32Array(rows);
  const week = new Int32Array(rows);
  const treatment = new Float64Array(rows);
  const size = new Float64Array(rows);
  const outcome = new Float64Array(rows);
  for (let one = 0; one < people; one++) {
    const pace = randomNormal(source);
    const own = 0.15 + 0.3 * randomNormal(source);
    for (let task = 0; task < each; task++) {
      const row = one * each + task;
      person[row] = one;
      week[row] = Math.floor(source() * 52);
      treatment[row] = (task + one) % 2;
      size[row] = randomNormal(source);
      outcome[row] =
        pace + own * treatment[row] + 0.8 * size[row] + 0.01 * week[row] + 0.637 * randomNormal(source);
    }
  }
  return { person, week, treatment, size, outcome };
}
