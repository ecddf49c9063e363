import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Number of rows of each table of the box in a data folder. */
export function boxRows(folder: string): Record<string, number> {
  return withTables(folder, (box, tables) =>
    Object.fromEntries(
      tables.map((name) => [name, Number(box.prepare(`select count(*) as n from "${name}"`).get()!.n)]),
    ),
  );
}

/** A hash of everything that the box in a data folder holds. */
export function boxHash(folder: string): string {
  const hash = createHash('sha256');
  withTables(folder, (box, tables) => {
    for (const name of tables) {
      for (const row of box.prepare(`select * from "${name}"`).iterate()) {
        hash.update(JSON.stringify([name, ...Object.values(row)]));
      }
    }
    return {};
  });
  return hash.digest('hex');
}

function withTables<Result extends object>(
  folder: string,
  work: (box: DatabaseSync, tables: readonly string[]) => Result,
): Result {
  const file = join(folder, 'box.sqlite');
  const box = new DatabaseSync(existsSync(file) ? file : ':memory:');
  try {
    const tables = box.prepare(`select name from sqlite_master where type = 'table' order by name`).all();
    return work(
      box,
      tables.map(({ name }) => String(name)),
    );
  } finally {
    box.close();
  }
}
