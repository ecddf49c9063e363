/** A document to be set: its source in Typst, and what it says, which is never read as markup. */
export interface Print {
  readonly source: string;
  readonly data: unknown;
}

/** The same data is the same bytes, whenever it is set; and a sheet of cards does not say when it was made. */
const UNDATED = '#set document(date: none)\n';

/**
 * Sets a document: a PDF whose parts are tagged for screen readers, as PDF/UA-1 asks (ISO 14289-1); where a
 * sign has no typeface here it is tagged all the same, and does not claim to be. Plain data in, bytes out, so
 * that a worker can do it. The source finds its data as `json(bytes(sys.inputs.data))`.
 */
export async function print({ source, data }: Print): Promise<Uint8Array> {
  // Loaded where something is printed, and by nobody else.
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const compiler = NodeCompiler.create();
  const compiled = compiler.compile({
    mainFileContent: `${UNDATED}${source}`,
    inputs: { data: JSON.stringify(data) },
  });
  try {
    if (!compiled.result) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics));
    try {
      return new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: 'ua-1' }));
    } catch {
      return new Uint8Array(compiler.pdf(compiled.result));
    }
  } finally {
    // The memory of all documents before this one, with whatever names are in it.
    compiler.evictCache(0);
  }
}
