/**
 * The hundred made-up records of R's package sdcTable, `microdata1`: region, gender, value. Its tests number the
 * cells of region by gender row by row from 1, totals first: total, A, B, C, D; total, male, female.
 */
const REGIONS =
  'CCAACDDAACABBBCDABCABDACDDABDCCBBBBDCDBCBADBBDBCCBACDBCBBACDBADDAADDDACBBDDBDDABBCABBBCACCCDBDBBDBAB';
const GENDERS =
  'mmmmmfffmmffmmffmmmmmmmffmmfmmfmfffmfmfmmmfffmfmffmfffmmfmfmmmffmmffmmfmfffffmmfffmmmmmmmfmmfffmmfmm';
const VALUES = [
  9, 11, 10, 11, 18, 10, 6, 9, 5, 12, 11, 10, 11, 5, 10, 11, 7, 7, 10, 13, 12, 280, 15, 12, 16, 9, 13, 16, 9,
  6, 11, 14, 12, 8, 18, 8, 7, 7, 11, 11, 15, 6, 14, 8, 12, 9, 14, 6, 12, 13, 9, 9, 9, 7, 6, 9, 9, 7, 9, 8, 10,
  9, 7, 6, 8, 9, 14, 10, 7, 10, 19, 10, 14, 11, 9, 5, 11, 8, 10, 13, 8, 9, 18, 7, 10, 8, 11, 6, 6, 8, 12, 11,
  10, 18, 9, 8, 10, 7, 12, 14,
];

export const microdata = VALUES.map((value, record) => ({
  region: REGIONS[record],
  gender: GENDERS[record],
  value,
}));

/** The fifteen cells, in the order of their numbers: indices of records. */
export const cellsOfMicrodata = ['', 'A', 'B', 'C', 'D'].flatMap((region) =>
  ['', 'm', 'f'].map((gender) =>
    microdata.flatMap((record, index) =>
      record.region.startsWith(region) && record.gender.startsWith(gender) ? [index] : [],
    ),
  ),
);
