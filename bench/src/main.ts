/** `npm run bench -- NAME` runs the bench in src/NAME.ts. */
const [name] = process.argv.slice(2);
const { main } = await import(`./${name}.ts`);
await main();
