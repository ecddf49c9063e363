declare const released: unique symbol;

/**
 * The right to show a figure, as a type. Only `reopen` makes it, from the bytes that the gate froze:
 * pages, wall, reports, files and answers ask for a `Released<T>` and a plain object will not do.
 */
export type Released<T> = T & { readonly [released]: true };

/** A shown cell: its figures, with its name and the number of people behind it. */
export type ReleasedCell<Figures> = Figures & { readonly id: string; readonly people: number };

/** A table as it comes out of the gate. */
export interface ReleasedTable<Figures> {
  /** How many people had to stand behind each cell. */
  readonly minimum: number;
  readonly cells: readonly ReleasedCell<Figures>[];
  /** Names of the cells that are not shown. Nothing else is known of them. */
  readonly hidden: readonly string[];
}

/** A release as it is read: `Tables` maps a table's key to its figures. */
export interface Release<Facts, Tables> {
  readonly format: 1;
  readonly question: string;
  readonly facts: Facts;
  readonly tables: { readonly [Key in keyof Tables]: ReleasedTable<Tables[Key]> };
}

/** What every release has in common. */
export interface AnyRelease {
  readonly format: 1;
  readonly question: string;
  readonly facts: object;
  readonly tables: object;
}
