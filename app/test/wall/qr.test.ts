import fc from 'fast-check';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import { type QrCode, qr } from '#lib/entry/qr.ts';

/** The code as a camera sees it: four units of white around, each unit four pixels wide. */
function photographed({ size, path }: QrCode): { pixels: Uint8ClampedArray; width: number } {
  const [unit, white] = [4, 4];
  const width = (size + 2 * white) * unit;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = 0; row < unit; row++) {
      for (let column = 0; column < Number(run) * unit; column++) {
        const at = ((Number(y) + white) * unit + row) * width + (Number(x) + white) * unit + column;
        pixels.fill(0, 4 * at, 4 * at + 3);
      }
    }
  }
  return { pixels, width };
}

function readBy(code: QrCode): string | undefined {
  const { pixels, width } = photographed(code);
  return jsQR(pixels, width, width)?.data;
}

describe('qr', () => {
  test('is read back as the address, by a reader that is not ours', () => {
    for (const address of ['https://abord.example/KFC473', 'http://192.168.100.120:3000/reach']) {
      expect(readBy(qr(address))).toBe(address);
    }
  });

  test('any address is read back', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['http', 'https'], size: 'small' }), (address) => {
        expect(readBy(qr(address))).toBe(address);
      }),
      { numRuns: 20 },
    );
  });

  test('an address of a room is a code of 29 squares: version 3 holds 42 bytes at level M (ISO/IEC 18004, table 7)', () => {
    expect(qr('http://192.168.100.120:3000/KFC473').size).toBe(29);
  });

  test('nothing at all is refused', () => {
    expect(() => qr('')).toThrow('a QR code needs a text');
  });
});
