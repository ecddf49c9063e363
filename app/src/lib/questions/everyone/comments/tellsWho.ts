/** What in a text may tell who somebody is. */
export type Telling = 'address' | 'link' | 'phone' | 'street' | 'name';

export interface Passage {
  readonly kind: Telling;
  /** Places in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

const patterns: readonly (readonly [Telling, RegExp])[] = [
  ['address', /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,120}/gu],
  ['link', /(?:https?:\/\/|www\.)\S{1,200}|(?<!\S)@[\p{L}\p{N}_]{2,40}/giu],
  // Eight digits or more, with what people put between them; an international prefix or not.
  ['phone', /(?<![\p{L}\p{N}])\+?\(?\d(?:[ .\u00A0\u202F()/-]{0,2}\d){7,14}(?![\p{L}\p{N}])/gu],
  [
    'street',
    /(?<![\p{L}\p{N}])\d{1,4}(?: ?(?:bis|ter))?,? (?:[Rr]ue|[Aa]venue|[Aa]v\.|[Bb]oulevard|[Bb]d|[Pp]lace|[Cc]hemin|[Ii]mpasse|[Aa]llée|[Qq]uai|[Rr]oute|[Cc]ours)(?!\p{L})(?: (?:de|du|des|la|le|les)){0,2}(?: [\p{L}’'-]{1,40})(?: \p{Lu}[\p{L}’'-]{0,40}){0,3}/gu,
  ],
  [
    'street',
    /(?<![\p{L}\p{N}])\d{1,4} [\p{L}’' ]{1,30}(?:street|st\.|road|rd\.|avenue|lane|drive|square)(?!\p{L})/giu,
  ],
  [
    'name',
    /(?<!\p{L})(?:M\.|Mr\.?|Mrs\.?|Ms\.?|Mme|Mlle|Dr\.?|Pr\.?|Prof\.|Monsieur|Madame|Mademoiselle|Docteur|Doctor|Professeur|Professor)[ \u00A0\u202F]\p{Lu}[\p{L}’'-]{0,40}(?:[ \u00A0]\p{Lu}[\p{L}’'-]{0,40})?/gu,
  ],
  // Two capitals side by side, wherever they stand.
  ['name', /(?<!\p{L})\p{Lu}\p{Ll}[\p{L}’'-]{0,40}(?:[ \u00A0]\p{Lu}[\p{Ll}’'-][\p{L}’'-]{0,40})+/gu],
  // A capital where no sentence begins: often a name, sometimes a firm or a tool.
  [
    'name',
    /(?<=[\p{L}\p{N},;)»”][ \u00A0\u202F](?:[dlnsDLNS][’'])?)\p{Lu}\p{Ll}[\p{L}’'-]{0,40}(?:[ \u00A0]\p{Lu}[\p{L}’'-]{0,40})*/gu,
  ],
];

/** Capitals that name nobody. */
const harmless =
  /^(?:I|I’m|I'm|IA|AI|CSE|RH|HR|ChatGPT|Copilot|Gemini|Claude|Mistral|Excel|Word|Outlook|Teams|Internet|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|English|French|Europe|France)$/u;

/**
 * The passages of a text that may tell who wrote it or whom it speaks of, in order, none over another. A
 * warning for the eyes of a person, who decides: it finds much that is harmless, and no handwriting.
 *
 * @example tellsWho('Demandez à Mme Durand.') // [{ kind: 'name', from: 11, to: 21 }]
 */
export function tellsWho(text: string): readonly Passage[] {
  const found: Passage[] = [];
  for (const [kind, pattern] of patterns) {
    for (const { 0: said, index } of text.matchAll(pattern)) {
      if (kind === 'name' && harmless.test(said)) continue;
      const to = index + said.trimEnd().length;
      if (found.every((other) => to <= other.from || index >= other.to)) {
        found.push({ kind, from: index, to });
      }
    }
  }
  return found.sort((a, b) => a.from - b.from);
}
