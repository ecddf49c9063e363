import { escoOccupations } from './read/escoOccupations.ts';
import { escoOnet } from './read/escoOnet.ts';
import { exposureAnthropicTasks } from './read/exposureAnthropicTasks.ts';
import { exposureAnthropicUse } from './read/exposureAnthropicUse.ts';
import { exposureEloundouOccupations } from './read/exposureEloundouOccupations.ts';
import { exposureEloundouTasks } from './read/exposureEloundouTasks.ts';
import { exposureIlo } from './read/exposureIlo.ts';
import type { FileKind } from './read/FileKind.ts';
import { iscoGroups } from './read/iscoGroups.ts';
import { iscoSoc } from './read/iscoSoc.ts';
import { onetOccupations } from './read/onetOccupations.ts';
import { onetReadMe } from './read/onetReadMe.ts';
import { onetRelated } from './read/onetRelated.ts';
import { onetTasks } from './read/onetTasks.ts';
import { onetTitles } from './read/onetTitles.ts';
import { onetZones } from './read/onetZones.ts';
import { romeCodes } from './read/romeCodes.ts';
import { romeEsco } from './read/romeEsco.ts';
import { romeIsco } from './read/romeIsco.ts';
import { romeKnowledge } from './read/romeKnowledge.ts';
import { romeLinks } from './read/romeLinks.ts';
import { romeMobilities } from './read/romeMobilities.ts';
import { romeSkills } from './read/romeSkills.ts';
import { romeTexts } from './read/romeTexts.ts';
import { romeTitles } from './read/romeTitles.ts';

/** Every kind of file that can be added. */
export const kinds: readonly FileKind<object>[] = [
  romeCodes,
  romeTitles,
  romeSkills,
  romeKnowledge,
  romeLinks,
  romeTexts,
  romeMobilities,
  escoOccupations,
  iscoGroups,
  onetOccupations,
  onetTitles,
  onetTasks,
  onetRelated,
  onetZones,
  onetReadMe,
  romeEsco,
  romeIsco,
  iscoSoc,
  escoOnet,
  exposureIlo,
  exposureEloundouTasks,
  exposureEloundouOccupations,
  exposureAnthropicTasks,
  exposureAnthropicUse,
];
