import { inflateSync } from 'node:zlib';
import jsQR from 'jsqr';
import { describe, expect, it, test } from 'vitest';
import { newCardCode } from '#lib/entry/codes/newCardCode.ts';
import { codeCards } from '#lib/report/codeCards.ts';
import { invitationCards } from '#lib/report/invitationCards.ts';
import { print } from '#lib/report/print.ts';
import { qrSvg } from '#lib/report/qrSvg.ts';
import { randomId } from '#lib/store/randomId.ts';

/** What a PDF holds, its packed parts unfolded; of its streams only those are packed in this way. */
function unfolded(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const parts = [bytes.toString('latin1')];
  for (const { index, 0: begin } of parts[0]!.matchAll(/stream\r?\n/g)) {
    try {
      parts.push(inflateSync(bytes.subarray(index + begin.length)).toString('latin1'));
    } catch {
      // Not packed, or the word stands in the middle of data.
    }
  }
  return parts.join('\n');
}

const words = {
  lang: 'fr',
  door: 'https://abord.example/KFC473',
  typed: 'abord.example/KFC473',
  title: { text: 'L’IA dans nos métiers', lang: undefined },
  organisation: 'Clinique des Lilas',
} as const;

const pagesOf = (pdf: string) => pdf.match(/\/MediaBox\b/g)?.length;

describe('cards in print', () => {
  it('are ten codes to a page of A4, tagged as PDF/UA-1 asks', async () => {
    const pdf = unfolded(await print(codeCards(Array.from({ length: 23 }, newCardCode), words)));
    expect(pagesOf(pdf)).toBe(3);
    // 210 by 297 mm in points.
    expect(pdf).toMatch(/\/MediaBox\s*\[\s*0 0 595\.27\d* 841\.8\d*/);
    expect(pdf).toMatch(/pdfuaid:part>1</);
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toMatch(/\/Lang\s*\(fr\)/);
    expect(pdf.match(/\/S\s*\/Figure/g)).toHaveLength(23);
    expect(pdf.match(/\/Alt\b/g)!.length).toBeGreaterThanOrEqual(23);
  });

  it('are five people to a page, whatever their names are', async () => {
    const names = ['Éloïse', '#strong[x] $a$ */ "', '\\u{41}', '@ref <label>', '= Titre', '[]#eval("1")'];
    const cards = names.map((name) => ({ name, secret: randomId('secret') }));
    const pdf = unfolded(await print(invitationCards(cards, words)));
    expect(pagesOf(pdf)).toBe(2);
    expect(pdf.match(/\/S\s*\/Figure/g)).toHaveLength(names.length);
    // No name became a heading, a reference or anything else.
    expect(pdf).not.toMatch(/\/S\s*\/(?:H\d|Link|Formula|Strong)\b/);
  });

  it('of a name whose letters no typeface here has are made all the same', async () => {
    const cards = [{ name: '\u{1F9D9} \u{13000}', secret: randomId('secret') }];
    const pdf = unfolded(await print(invitationCards(cards, words)));
    expect(pagesOf(pdf)).toBe(1);
    expect(pdf).toContain('/StructTreeRoot');
  });

  it('are the same bytes from the same codes, whatever the clock says', async () => {
    const codes = Array.from({ length: 3 }, newCardCode);
    const once = await print(codeCards(codes, words));
    expect(unfolded(once)).not.toMatch(/\/(?:Creation|Mod)Date|<xmp:(?:Create|Modify)Date/);
    expect(await print(codeCards(codes, words))).toEqual(once);
  });
});

test('the square of a card says its address', () => {
  const address = 'https://abord.example/KFC473/invited#k7vd2m9xqat3w8pzreunf4hgcy';
  const svg = qrSvg(address);
  const [, width] = /viewBox="-4 -4 (\d+) /.exec(svg)!;
  // Painted as a printer would, eight dots a unit.
  const [size, dots] = [Number(width), 8];
  const pixels = new Uint8ClampedArray((size * dots) ** 2 * 4).fill(255);
  for (const [, x, y, run] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let py = (Number(y) + 4) * dots; py < (Number(y) + 5) * dots; py++) {
      for (let px = (Number(x) + 4) * dots; px < (Number(x) + 4 + Number(run)) * dots; px++) {
        pixels.fill(0, (py * size * dots + px) * 4, (py * size * dots + px) * 4 + 3);
      }
    }
  }
  expect(jsQR(pixels, size * dots, size * dots)?.data).toBe(address);
});
