/** `npm run bench -- NAME` runs the bench in src/NAME.ts; what follows the name is passed on. */
const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !/^[a-zA-Z]+$/.test(name)) {
  throw new RangeError('npm run bench -- NAME: NAME is a file of bench/src, for instance heldout or speed');
}
const { main } = await import(`./${name}.ts`);
await main(rest);
