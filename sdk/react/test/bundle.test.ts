import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const MAX_BYTES = 5 * 1024;
const PEERS = ['react', '@burnandclaim/sdk'];

/** Of a page that uses everything, in bytes, minified and gzip'd, without what it has anyway. */
async function bundleBytes(entry: string, external: string[]): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    external,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

test('the hooks add at most 5 KB to a page', async () => {
  expect(await bundleBytes('src/index.ts', PEERS)).toBeLessThanOrEqual(MAX_BYTES);
});

test.each([
  ['wallet-standard', ['@wallet-standard/ui-registry']],
  ['wallet-adapter', ['@solana/web3.js']],
])('the adapter of %s adds at most 1 KB', async (entry, peers) => {
  const bytes = await bundleBytes(`src/${entry}.ts`, [...PEERS, ...peers]);
  expect(bytes).toBeLessThanOrEqual(1024);
});
