import type { Tables } from './tables.ts';

/** A table as `source table`, as it is kept. */
export type TableName = {
  [S in keyof Tables]: `${S} ${string & keyof Tables[S]}`;
}[keyof Tables];

/** A column whose values are identifiers that other tables list. */
export interface Relation {
  readonly table: TableName;
  readonly column: string;
  readonly lists: readonly { readonly table: TableName; readonly column: string }[];
  /** Rows that name what the list lacks are kept. */
  readonly lenient?: true;
  /** Most rows may name what the list lacks. */
  readonly short?: true;
}

const romeCodes = { table: 'rome codes', column: 'code' } as const;
const romeTitles = { table: 'rome titles', column: 'ogr' } as const;
const onetCodes = [{ table: 'onet occupations', column: 'code' }] as const;
const iscoCodes = [
  { table: 'isco fr', column: 'code' },
  { table: 'isco en', column: 'code' },
] as const;
const escoCodes = [
  { table: 'esco fr', column: 'code' },
  { table: 'esco en', column: 'code' },
] as const;
/** The file of codes lacks one (L1510 in v347) that a title has. */
const romeCodesOrTitles = [romeCodes, { table: 'rome titles', column: 'rome' }] as const;

/** Which table speaks of which, those first of which others speak. */
export const relations: readonly Relation[] = [
  { table: 'rome titles', column: 'rome', lists: [romeCodes], lenient: true },
  { table: 'rome links', column: 'rome', lists: romeCodesOrTitles },
  // Most links are to activities, which stand in a file that is not read here.
  {
    table: 'rome links',
    column: 'ogr',
    lists: [
      { table: 'rome skills', column: 'ogr' },
      { table: 'rome knowledge', column: 'ogr' },
    ],
    lenient: true,
    short: true,
  },
  { table: 'rome texts', column: 'rome', lists: romeCodesOrTitles },
  { table: 'rome mobilities', column: 'from', lists: romeCodesOrTitles },
  { table: 'rome mobilities', column: 'to', lists: romeCodesOrTitles },
  { table: 'esco fr', column: 'isco', lists: iscoCodes },
  { table: 'esco en', column: 'isco', lists: iscoCodes },
  { table: 'onet titles', column: 'code', lists: onetCodes },
  { table: 'onet tasks', column: 'code', lists: onetCodes },
  { table: 'onet related', column: 'from', lists: onetCodes },
  { table: 'onet related', column: 'to', lists: onetCodes },
  { table: 'onet zones', column: 'code', lists: onetCodes },
  { table: 'rome-esco links', column: 'ogr', lists: [romeTitles] },
  { table: 'rome-esco links', column: 'esco', lists: escoCodes },
  { table: 'rome-isco links', column: 'rome', lists: romeCodesOrTitles },
  { table: 'rome-isco links', column: 'isco', lists: iscoCodes },
  { table: 'isco-soc links', column: 'isco', lists: iscoCodes },
  { table: 'esco-onet links', column: 'esco', lists: escoCodes },
  { table: 'esco-onet links', column: 'onet', lists: onetCodes },
];
