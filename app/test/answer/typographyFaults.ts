/** What of a French text breaks the typography of French, in words. */
export function frenchFaults(text: string): string[] {
  const faults: string[] = [];
  const rule = (broken: RegExp, name: string) => {
    const found = text.match(broken);
    if (found) faults.push(`${name} (${found[0]})`);
  };
  rule(/(?<=\p{L})'|'(?=\p{L})/u, 'straight apostrophe');
  rule(/"(?!")(?<!"")/u, 'straight quotation mark');
  rule(/[^\u202F\s][;!?](?=\s|$|\u00A0»)/u, 'no narrow space before ; ! ?');
  rule(/[ \u00A0][;!?]/u, 'another space than the narrow one before ; ! ?');
  rule(/[^\u00A0]:(?=\s|$)/u, 'no full space before a colon');
  rule(/«(?!\u00A0)|(?<!\u00A0)»/u, 'no full space inside « »');
  rule(/(?<!\u00A0)%/u, 'no full space before %');
  rule(/\.\.\./u, 'three dots');
  rule(/\p{L}·\p{L}/u, 'midpoint');
  rule(/ {2}/u, 'double space');
  return faults;
}

/** What of an English text breaks the typography of English, in words. */
export function englishFaults(text: string): string[] {
  const faults: string[] = [];
  const rule = (broken: RegExp, name: string) => {
    const found = text.match(broken);
    if (found) faults.push(`${name} (${found[0]})`);
  };
  rule(/(?<=\p{L})'|'(?=\p{L})/u, 'straight apostrophe');
  rule(/"(?!")(?<!"")/u, 'straight quotation mark');
  rule(/[ \u00A0\u202F][;:!?%]/u, 'space before a sign');
  rule(/[«»]/u, 'French quotation marks');
  rule(/\.\.\./u, 'three dots');
  rule(/ {2}/u, 'double space');
  return faults;
}
