import type { House } from '../../house.ts';

/**
 * What invitations by token need: a database for names; and phones that come by https, since browsers give
 * what it takes to nothing else but to the machine itself.
 */
export function invitesOf({ roster, settings }: House, url: URL): { roster: boolean; safe: boolean } {
  const { protocol, hostname } = settings.publicUrl ?? url;
  return { roster: roster !== undefined, safe: protocol === 'https:' || hostname === 'localhost' };
}
