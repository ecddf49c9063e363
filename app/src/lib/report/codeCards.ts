import { cardGroups } from '#lib/entry/codes/cardCode.ts';
import { m } from '#lib/words/messages.js';
import type { Print } from './print.ts';
import { qrSvg } from './qrSvg.ts';
import { type CardWords, cutSheet, sheetData } from './sheet.ts';

const SOURCE = `${cutSheet({ columns: 2, rows: 5 })}
#let card((code, groups)) = block(width: wide, height: high, inset: 4mm, breakable: false, align(horizon, {
  grid(
    columns: (31mm, 1fr), column-gutter: 3mm, align: horizon,
    square(code, 31mm),
    {
      text(size: 11pt, weight: "bold", lang: data.titleLang, data.title)
      parbreak()
      [#data.open *#data.address*]
      linebreak()
      data.enter
      parbreak()
      text(size: 15pt, weight: "bold", tracking: 0.06em, groups.join(linebreak()))
    },
  )
  v(1.5mm, weak: true)
  text(size: 8pt, data.foot)
}))
#for (at, sheet) in data.cards.chunks(10).enumerate() {
  if at > 0 { pagebreak() }
  grid(columns: (wide, wide), rows: high, ..sheet.map(card))
}
`;

/**
 * The sheets of cards to be cut, ten to a page: on each a code that lets one person in, to be scanned or
 * typed. In the order in which the codes are given, which is by chance.
 */
export function codeCards(codes: readonly string[], words: CardWords): Print {
  const { lang, door, typed, title } = words;
  const locale = { locale: lang };
  return {
    source: SOURCE,
    data: {
      ...sheetData(words),
      document: m.codes_document({ title: title.text }, locale),
      open: m.codes_card_open({}, locale),
      address: typed,
      enter: m.codes_card_enter({}, locale),
      foot: m.codes_card_foot({}, locale),
      cards: codes.map((code) => {
        const groups = cardGroups(code);
        return { code: qrSvg(`${door}#${code}`), groups: [groups.slice(0, 9), groups.slice(10)] };
      }),
    },
  };
}
