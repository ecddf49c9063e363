import type { Inquiry } from './data.server.ts';

/** For each attribute of an inquiry, the place in its list of the value that this profile has, -1 where unknown. */
export function placesIn(
  { attributes }: Pick<Inquiry, 'attributes'>,
  profile: Readonly<Record<string, string>>,
): Int16Array {
  return Int16Array.from(attributes, ({ key, values }) =>
    values.findIndex((value) => value.key === profile[key]),
  );
}
