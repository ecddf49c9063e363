import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installOnDebian } from './installOnDebian.ts';

/**
 * The shell without windows comes first: it draws pages with the same engine, for a third of the work. The
 * others open a whole window of a desktop for every page, with its bar and its menus, though nobody sees it.
 */
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FONTS = 'fonts-noto-core';

/** Path of the Chromium that is installed, if one is. */
export function findChromium(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  );
}

/** Installs the shell, where this is a Debian, we are root, and only a Chromium with windows is there. */
export function preferShell(): void {
  if (!findChromium()?.endsWith(SHELL)) installOnDebian([SHELL, FONTS]);
}

/** Path of a Chromium for the tests of pages; root on Debian installs it. Throws what to do elsewhere. */
export function chromiumPath(): string {
  const install = () => installOnDebian([SHELL, FONTS]) || installOnDebian(['chromium', FONTS]);
  const found = findChromium() ?? (install() ? findChromium() : undefined);
  if (!found) throw new Error('The tests of pages need Chromium in the PATH: please install it.');
  return found;
}
