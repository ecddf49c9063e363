import { type PlainBrowser, plainBrowser } from './plainBrowser.ts';
import type { Stage } from './stage.ts';

/** Somebody who has joined a room, by the button of its page. */
export async function joinRoom(
  stage: Stage,
  code: string,
  options: Parameters<typeof plainBrowser>[1] = {},
): Promise<PlainBrowser> {
  const phone = plainBrowser(stage, options);
  await phone.open(`/${options.language ?? 'en'}/${code}`);
  await phone.press(/start|commence/i);
  return phone;
}
