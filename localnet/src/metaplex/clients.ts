import { createRequire } from 'node:module';

// The official clients. They take half a second to load, which a chain without Metaplex assets need
// not spend.
const load = createRequire(import.meta.url);

export const clients = {
  get kit() {
    return load('@solana/kit') as typeof import('@solana/kit');
  },
  get umi() {
    return load('@metaplex-foundation/umi') as typeof import('@metaplex-foundation/umi');
  },
  get tokenMetadata() {
    return load(
      '@metaplex-foundation/mpl-token-metadata',
    ) as typeof import('@metaplex-foundation/mpl-token-metadata');
  },
  get core() {
    return load('@metaplex-foundation/mpl-core') as typeof import('@metaplex-foundation/mpl-core');
  },
  get bubblegum() {
    return load(
      '@metaplex-foundation/mpl-bubblegum',
    ) as typeof import('@metaplex-foundation/mpl-bubblegum');
  },
};
