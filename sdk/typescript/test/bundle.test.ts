import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { expect, test } from 'vitest';

const CHECK_BYTES = 10 * 1024;

/** Has nothing in it that the check before signing consists of. */
const withoutCheck: Plugin = {
  name: 'without-check',
  setup({ onLoad }) {
    const names = [
      'SigningCheck',
      'verifyBuilt',
      'SigningRefusedError',
      'toBase58',
      'parseTransaction',
    ];
    const contents = names.map((name) => `export class ${name} {}`).join('\n');
    onLoad({ filter: /src\/signing\// }, () => ({ contents, loader: 'ts' }));
  },
};

/** Of a page that uses the client, in bytes, minified and gzip'd. */
async function bundleBytes(plugins: Plugin[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: "export { BurnerClient } from './src/index.ts';", resolveDir: '.' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    plugins,
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

test('the check before signing adds at most 10 KB to a page', async () => {
  const [whole, without] = await Promise.all([bundleBytes([]), bundleBytes([withoutCheck])]);
  expect(whole - without).toBeGreaterThan(0);
  expect(whole - without).toBeLessThanOrEqual(CHECK_BYTES);
});
