import { m } from '#lib/words/messages.js';
import type { Print } from './print.ts';
import { qrSvg } from './qrSvg.ts';
import { type CardWords, cutSheet, sheetData } from './sheet.ts';

/**
 * Three panels a card. The first is folded over the second, so that the square is inside, and the third behind
 * them, so that the name is outside; who has opened it tears the name off.
 */
const SOURCE = `${cutSheet({ columns: 1, rows: 5 })}
#let fold = line(length: high - 6mm, angle: 90deg, stroke: (paint: black, thickness: 0.4pt, dash: "dashed"))
#let panel(width, body) = block(width: width, height: high, inset: 4mm, breakable: false, align(horizon, body))
#let card((name, code, address)) = grid(
  columns: (84mm, 0mm, 46mm, 0mm, 60mm), align: horizon,
  panel(84mm, {
    grid(
      columns: (33mm, 1fr), column-gutter: 2mm, align: horizon,
      square(code, 33mm),
      {
        text(size: 11pt, weight: "bold", lang: data.titleLang, data.title)
        parbreak()
        data.scan
      },
    )
    v(1mm, weak: true)
    text(size: 9pt, weight: "bold", address)
  }),
  fold,
  panel(46mm, {
    text(size: 8pt, data.foot)
    parbreak()
    text(size: 8pt, data.alone)
  }),
  fold,
  panel(60mm, {
    text(size: 9pt, data.forWhom)
    linebreak()
    text(size: 14pt, weight: "bold", name)
    parbreak()
    text(size: 8pt, data.organisation)
  }),
)
#for (at, sheet) in data.cards.chunks(5).enumerate() {
  if at > 0 { pagebreak() }
  grid(rows: high, ..sheet.map(card))
}
`;

/** The sheets of folded cards for people who get no letter, five to a page, each with a name outside. */
export function invitationCards(
  cards: readonly { readonly name: string; readonly secret: string }[],
  words: CardWords,
): Print {
  const { lang, door, typed, title } = words;
  const locale = { locale: lang };
  return {
    source: SOURCE,
    data: {
      ...sheetData(words),
      document: m.card_document({ title: title.text }, locale),
      scan: m.card_scan({}, locale),
      foot: m.card_foot({}, locale),
      alone: m.card_open_alone({}, locale),
      forWhom: m.card_for({}, locale),
      cards: cards.map(({ name, secret }) => ({
        name,
        code: qrSvg(`${door}#${secret}`),
        address: `${typed}#${secret}`,
      })),
    },
  };
}
