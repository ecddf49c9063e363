import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installOnDebian } from './installOnDebian.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of the Chromium that is installed, if one is. */
export function findChromium(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Path of a Chromium for the tests of pages; root on Debian installs it. Throws what to do elsewhere. */
export function chromiumPath(): string {
  const found =
    findChromium() ?? (installOnDebian(['chromium', 'fonts-noto-core']) ? findChromium() : undefined);
  if (!found) throw new Error('The tests of pages need Chromium in the PATH: please install it.');
  return found;
}
