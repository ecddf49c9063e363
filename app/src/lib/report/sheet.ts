/**
 * The head of a source whose sheets are cut into cards: A4, and marks outside the cards where to cut. It wants
 * the words `document`, `lang` and `organisation` in its data.
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
