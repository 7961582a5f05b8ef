import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** The packages that an app brings itself. */
const OF_THE_APP = [
  'react-native',
  'react-native-url-polyfill/auto',
  '@solana-mobile/mobile-wallet-adapter-protocol',
];

test('the example for React Native is bundled without anything of Node’s', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: ['examples/react-native/app.tsx'],
    external: OF_THE_APP,
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    platform: 'browser',
    metafile: true,
    write: false,
    mainFields: ['react-native', 'browser', 'main'],
    conditions: ['react-native', 'import'],
  });
  const [output] = Object.values(metafile.outputs);
  const left = output!.imports.filter(({ external }) => external).map(({ path }) => path);
  expect(new Set(left)).toEqual(new Set(OF_THE_APP));
  expect(outputFiles[0]!.text).not.toMatch(/\brequire\(["'](node:|ws)/);
});
