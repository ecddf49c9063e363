import type { Migration } from '#lib/store/migrate.ts';

/** Tokens signed unseen: the key by which they are known, when the door opens for them, and which are spent. */
export const tokens: Migration = {
  number: 5,
  name: 'tokens',
  statements: (dialect) => {
    const text = dialect === 'postgres' ? 'text collate "C"' : 'text';

    return [
      // The public half, JSON; the half that signs is in the roster.
      `alter table inquiry add column token_key ${text}`,
      // 1 once enough have drawn a token for nobody to be told by coming in.
      'alter table inquiry add column door integer not null default 0 check (door in (0, 1))',
      // A card is here from the day it is made; a token only once it is spent.
      `alter table code add column kind ${text} not null default 'card' check (kind in ('card', 'token'))`,
    ];
  },
};
