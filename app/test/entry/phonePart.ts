import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const NAMES = ['blindToken', 'unblind', 'keyFingerprint'];

/** What a phone needs for a token, as one module for its browser. */
export async function phonePart(): Promise<string> {
  const folder = fileURLToPath(new URL('../../src/lib/entry/token', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? id : undefined),
        load: (id) =>
          id === 'entry'
            ? NAMES.map((name) => `export * from '${folder}/${name}.ts';`).join('\n')
            : undefined,
      },
    ],
    build: {
      write: false,
      minify: true,
      rolldownOptions: { input: 'entry', preserveEntrySignatures: 'strict' },
    },
  });
  return (built as { output: { code: string }[] }).output[0].code;
}
