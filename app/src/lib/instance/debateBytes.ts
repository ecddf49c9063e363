import * as v from 'valibot';
import { InputError } from '#lib/files/InputError.ts';
import type { Debate } from '#lib/questions/everyone/debate.ts';

const texts = v.record(v.string(), v.string());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const key = v.pipe(v.string(), v.minLength(1));

const head = v.strictObject({
  title: texts,
  description: texts,
  organisation: texts,
  simulated: v.boolean(),
  entry: v.picklist(['open', 'codes', 'token', 'imported']),
  source: v.exactOptional(
    v.strictObject({
      name: v.string(),
      url: v.exactOptional(v.string()),
      licence: v.exactOptional(v.string()),
    }),
  ),
  days: v.exactOptional(
    v.strictObject({ from: v.pipe(v.string(), v.isoDate()), to: v.pipe(v.string(), v.isoDate()) }),
  ),
  attributes: v.array(
    v.strictObject({
      key,
      label: texts,
      values: v.array(v.strictObject({ key, label: texts, headcount: v.exactOptional(count) })),
    }),
  ),
  headcount: v.exactOptional(count),
  statements: v.array(
    v.strictObject({
      number: count,
      texts,
      state: v.picklist(['accepted', 'waiting', 'refused', 'meta']),
    }),
  ),
  people: v.array(
    v.strictObject({ source: v.exactOptional(v.string()), profile: v.record(v.string(), v.string()) }),
  ),
  refused: v.record(v.string(), count),
  votes: count,
});

/** A debate on its way to a running instance: a line of JSON, then the votes in nine bytes each. */
export function debateToBytes(debate: Debate): readonly Uint8Array[] {
  const { person, statement, value } = debate.votes;
  const line = Buffer.from(`${JSON.stringify({ ...debate, votes: value.length })}\n`);
  return [line, littleEndian(person), littleEndian(statement), new Uint8Array(value)];
}

/** @throws InputError if the bytes are not a whole debate whose votes point to its people and statements */
export function debateFromBytes(bytes: Uint8Array): Debate {
  const end = bytes.indexOf(10);
  if (end === -1) throw new InputError('debate-broken', { reason: 'no head' });
  const { votes: count, ...debate } = parsed(bytes.subarray(0, end));
  if (bytes.length !== end + 1 + 9 * count) throw new InputError('debate-broken', { reason: 'length' });
  const at = end + 1;
  const votes = {
    person: fromLittleEndian(bytes, at, count),
    statement: fromLittleEndian(bytes, at + 4 * count, count),
    value: Int8Array.from(bytes.subarray(at + 8 * count), (byte) => (byte << 24) >> 24),
  };
  for (let vote = 0; vote < count; vote++) {
    const person = debate.people[votes.person[vote]];
    const statement = debate.statements[votes.statement[vote]];
    if (person === undefined || statement === undefined || Math.abs(votes.value[vote]) > 1) {
      throw new InputError('debate-broken', { reason: `vote ${vote}` });
    }
  }
  return { ...debate, votes };
}

function parsed(line: Uint8Array): v.InferOutput<typeof head> {
  try {
    return v.parse(head, JSON.parse(new TextDecoder().decode(line)));
  } catch (error) {
    throw new InputError('debate-broken', { reason: (error as Error).message }, { cause: error });
  }
}

function littleEndian(numbers: Int32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  for (let i = 0; i < numbers.length; i++) view.setInt32(4 * i, numbers[i], true);
  return new Uint8Array(view.buffer);
}

function fromLittleEndian(bytes: Uint8Array, from: number, count: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, 4 * count);
  return Int32Array.from({ length: count }, (_, i) => view.getInt32(4 * i, true));
}
