import { qr } from '#lib/entry/qr.ts';

/** The QR code of an address as a picture for print, with the four units of white that readers expect. */
export function qrSvg(text: string): string {
  const { size, path } = qr(text);
  const box = `${-4} ${-4} ${size + 8} ${size + 8}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}
