import type { ShownText } from '#lib/components/textIn.ts';
import { m } from '#lib/words/messages.js';

/** What every card of a sheet says. */
export interface CardWords {
  readonly lang: 'fr' | 'en';
  /** What codes to scan begin with: `https://abord.example/KFC473`. */
  readonly door: string;
  /** The same as people type it. */
  readonly typed: string;
  readonly title: ShownText;
  readonly organisation: string;
}

/**
 * The head of a source whose sheets are cut into cards: A4, and marks outside the cards where to cut. It wants
 * the word `document` in its data, and those of `sheetData`.
 */
export function cutSheet({ columns, rows }: { readonly columns: number; readonly rows: number }): string {
  return `
#let data = json(bytes(sys.inputs.data))
#let (beside, above, wide, high) = (10mm, 11mm, ${190 / columns}mm, ${275 / rows}mm)
#set document(title: data.document, author: data.organisation)
#set text(lang: data.lang, font: "Libertinus Serif", size: 9.5pt, hyphenate: false)
#set par(leading: 0.5em, spacing: 0.7em)
#set page(
  paper: "a4",
  // A hair less below, so that what fills the page to the millimetre still fits.
  margin: (x: beside, top: above, bottom: 10mm),
  background: {
    let mark(x, y, length, angle) = place(
      top + left, dx: x, dy: y, line(length: length, angle: angle, stroke: 0.4pt),
    )
    for column in range(${columns + 1}) {
      mark(beside + column * wide, 3mm, 5mm, 90deg)
      mark(beside + column * wide, 289mm, 5mm, 90deg)
    }
    for row in range(${rows + 1}) {
      mark(2mm, above + row * high, 5mm, 0deg)
      mark(203mm, above + row * high, 5mm, 0deg)
    }
  },
)
#let square(code, size) = image(bytes(code), format: "svg", width: size, alt: data.square)
`;
}

/** The data that a head and its cards have in common. */
export function sheetData({ lang, title, organisation }: CardWords) {
  return {
    lang,
    organisation,
    title: title.text,
    titleLang: title.lang === 'fr' || title.lang === 'en' ? title.lang : lang,
    square: m.card_square({}, { locale: lang }),
  };
}
