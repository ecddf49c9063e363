/** Something that a browser receives and that Abord did not make. A test holds it against what is installed. */
export interface Software {
  readonly name: string;
  /** Name of its package. */
  readonly package: string;
  readonly version: string;
  /** SPDX identifier of the licence under which it is used. */
  readonly licence: string;
  readonly holder: string;
  readonly address: string;
  /** Its licence in full, as its makers give it; under `static`. */
  readonly file: `/licences/${string}.txt`;
  /** Message that says what it does here: `notices_use_…`. */
  readonly use: 'words' | 'names' | 'icons' | 'token' | 'numbers' | 'qr';
}

export const software: readonly Software[] = [
  {
    name: 'Newsreader',
    package: '@fontsource-variable/newsreader',
    version: '5.3.0',
    licence: 'OFL-1.1',
    holder: 'The Newsreader Project Authors',
    address: 'https://github.com/productiontype/Newsreader',
    file: '/licences/newsreader.txt',
    use: 'words',
  },
  {
    name: 'Schibsted Grotesk',
    package: '@fontsource-variable/schibsted-grotesk',
    version: '5.3.0',
    licence: 'OFL-1.1',
    holder: 'The Schibsted-Grotesk Project Authors',
    address: 'https://github.com/schibsted/schibsted-grotesk',
    file: '/licences/schibsted-grotesk.txt',
    use: 'names',
  },
  {
    name: 'Lucide',
    package: '@lucide/svelte',
    version: '1.48.0',
    licence: 'ISC',
    holder: 'Lucide Icons and Contributors; Cole Bemis (Feather)',
    address: 'https://lucide.dev',
    file: '/licences/lucide.txt',
    use: 'icons',
  },
  {
    name: 'blindrsa-ts',
    package: '@cloudflare/blindrsa-ts',
    version: '0.4.4',
    licence: 'Apache-2.0',
    holder: 'Cloudflare, Inc.',
    address: 'https://github.com/cloudflare/blindrsa-ts',
    file: '/licences/blindrsa-ts.txt',
    use: 'token',
  },
  {
    name: 'SJCL',
    package: 'sjcl',
    version: '1.0.8',
    licence: 'BSD-2-Clause',
    holder: 'Emily Stark, Mike Hamburg, Dan Boneh (Stanford University)',
    address: 'https://github.com/bitwiseshiftleft/sjcl',
    file: '/licences/sjcl.txt',
    use: 'numbers',
  },
  {
    name: 'uqr',
    package: 'uqr',
    version: '0.1.3',
    licence: 'MIT',
    holder: 'Project Nayuki; Anthony Fu',
    address: 'https://github.com/unjs/uqr',
    file: '/licences/uqr.txt',
    use: 'qr',
  },
];
