import { holdSite } from '../../src/cli/sites.ts';

/** A process that serves from a site, as far as others can tell, until it is killed. */
holdSite(process.argv[2]);
process.stdout.write('held\n');
setInterval(() => {}, 1_000);
