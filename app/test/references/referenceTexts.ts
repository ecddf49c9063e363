import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

/** The published classifications, beside the repository; tests on them are skipped without. */
const data = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
export const hasReferenceTexts = existsSync(`${data}/jobs`) && existsSync(`${data}/exposure`);

const iscoFile = 'jobs/esco/ISCOGroups_en.csv';
const scoresFile = 'exposure/ilo-2025/Final_Scores_ISCO08_Gmyrek_et_al_2025.xlsx';
const read = (file: string) => readFileSync(`${data}/${file}`);

/** The 436 unit groups of ISCO-08. */
export function unitGroups(): Set<string> {
  return new Set(
    [
      ...read(iscoFile)
        .toString()
        .matchAll(/isco\/C(\d{4}),/g),
    ].map(([, code]) => code),
  );
}

/** The scores of 2025, by unit group, as the ILO's authors wrote them. */
export function publishedScores(): Map<string, { mean: number; sd: number; gradient: string }> {
  const texts = sharedStrings();
  const sheet = unzip(read(scoresFile), 'xl/worksheets/sheet1.xml');
  const scores = new Map<string, { mean: number; sd: number; gradient: string }>();
  for (const [row] of sheet.matchAll(/<row .*?<\/row>/gs)) {
    const cell = (column: string) =>
      row.match(new RegExp(`<c r="${column}\\d+"([^>]*)><v>([^<]*)</v>`))?.slice(1) ?? ['', ''];
    const text = (column: string) => texts[Number(cell(column)[1])];
    const [kind, code] = cell('C');
    const isco = (kind.includes('t="s"') ? texts[Number(code)] : code).padStart(4, '0');
    if (/^\d{4}$/.test(isco))
      scores.set(isco, { mean: Number(cell('Q')[1]), sd: Number(cell('S')[1]), gradient: text('T') });
  }
  return scores;
}

/** Every sentence of ROME, ESCO, O*NET and the ILO's file, folded. */
export function publishedSentences(): Set<string> {
  const texts = [
    ...['competence', 'appellation', 'code_rome'].map((name) =>
      read(`jobs/rome-v347/unix_referentiel_${name}_v347_utf8.csv`),
    ),
    read('jobs/rome-v347/unix_texte_v347_utf8.csv'),
    read('jobs/esco/occupations_fr.csv'),
    read('jobs/esco/occupations_en.csv'),
    read('jobs/esco/ISCOGroups_fr.csv'),
    read(iscoFile),
    read('jobs/onet-29.1/Task Statements.txt'),
    read('jobs/onet-29.1/Occupation Data.txt'),
    sharedStrings().join('\n'),
  ];
  return new Set(
    texts.flatMap((text) =>
      text
        .toString()
        .split(/["\r\n\t;|•]|[.:](?=\s|$)|\([a-z]\)/)
        .map(folded),
    ),
  );
}

/** Without accents, capitals and signs, so that two writings of one sentence are the same. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function sharedStrings(): string[] {
  const xml = unzip(read(scoresFile), 'xl/sharedStrings.xml');
  return [...xml.matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) =>
    item
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&'),
  );
}

/** One file of a zip archive, found in its directory at the end. */
function unzip(archive: Buffer, name: string): string {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = archive.readUInt32LE(end + 16);
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((step) => archive.readUInt16LE(at + step));
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = archive.readUInt32LE(at + 42);
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const content = archive.subarray(start, start + archive.readUInt32LE(at + 20));
      return (archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(content) : content).toString();
    }
    at += 46 + nameLength + extraLength + noteLength;
  }
  throw new Error(`no ${name} in the archive`);
}
