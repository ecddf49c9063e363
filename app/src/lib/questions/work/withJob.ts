import type { WorkSaid } from './schema.ts';

/**
 * What somebody says of her work once she has said another job, or none: the tasks of the former go with it, those
 * that she found beside it stay.
 */
export function withJob(
  before: WorkSaid | undefined,
  now: { readonly job?: string | undefined; readonly isco?: string | undefined },
): WorkSaid {
  const { job: former, isco: _, tasks = [], ...rest } = before ?? {};
  const { job, isco } = now;
  const gone = former !== undefined && former !== job ? `${former}/` : undefined;
  return {
    ...(job !== undefined && { job }),
    ...(isco !== undefined && { isco }),
    tasks: tasks.filter(({ task }) => gone === undefined || !task.startsWith(gone)),
    ...rest,
  };
}
