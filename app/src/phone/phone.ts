import { answerInPlace } from './answerInPlace.ts';
import { countSigns } from './countSigns.ts';
import { followRoom } from './followRoom.ts';
import { offerPrint } from './offerPrint.ts';
import { outbox } from './outbox.ts';
import { resetWhenIdle } from './resetWhenIdle.ts';
import { takeCard } from './takeCard.ts';

// The script of a participant's pages. Every page works without it: it spares reloads, keeps answers while
// the network is away, follows the room, and clears a shared device.

const shared = document.querySelector<HTMLElement>('[data-kiosk]');
const box = outbox({ kept: !shared });

/** What depends on the content of the page: anew whenever the room brings another screen. */
function enhance(): void {
  // A shared device keeps nothing, not even for a moment: there every answer is a form.
  if (!shared) answerInPlace(box);
  countSigns();
  offerPrint();
}

takeCard();
enhance();
followRoom(enhance);
if (shared) resetWhenIdle(shared);
