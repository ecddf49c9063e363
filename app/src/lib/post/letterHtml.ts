const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What stands after an address and is not of it. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)\u00BB]/g;

/**
 * The same letter for programs that show HTML: its paragraphs, its addresses as links, and nothing else. No
 * picture, no style that is fetched, nothing that tells anybody that it was opened.
 *
 * @example letterHtml('Bonjour,\n\nhttps://abord.example/KFC473', 'fr')
 */
export function letterHtml(text: string, lang: 'fr' | 'en' | undefined): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${withLinks(paragraph).replaceAll('\n', '<br>\n')}</p>`);
  return [
    `<!doctype html>\n<html${lang ? ` lang="${lang}"` : ''}><head><meta charset="utf-8"></head>`,
    '<body style="max-width: 40em; font: 17px/1.5 Georgia, serif">',
    ...paragraphs,
    '</body></html>\n',
  ].join('\n');
}

function withLinks(text: string): string {
  let html = '';
  let done = 0;
  for (const { index, 0: address } of text.matchAll(ADDRESS)) {
    html += `${escaped(text.slice(done, index))}<a href="${escaped(address)}">${escaped(address)}</a>`;
    done = index + address.length;
  }
  return html + escaped(text.slice(done));
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);
}
