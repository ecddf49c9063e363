import { type Publication, publications } from '#lib/room/publishAnswer.server.ts';
import { faultText } from '#lib/store/faultText.ts';

/** What has become of the answer, as the address of the page after it says. */
export function answerSaid({ searchParams }: URL): Publication | undefined {
  return publications.find((one) => one === searchParams.get('answer'));
}

/** Why nothing was published, to whoever runs the instance. */
export function reportUnpublished(error: unknown): void {
  console.error(`the answer was not published: ${faultText(error)}`);
}
