import { compile } from '@inlang/paraglide-js';
import { createBuilder } from 'vite';

// A process of its own: the build works in the current folder and keeps timers and memory that a
// server should not carry.
await compile({ project: './project.inlang', outdir: './src/lib/words' });
const builder = await createBuilder({ logLevel: 'error' });
await builder.buildApp();
process.exit(0);
