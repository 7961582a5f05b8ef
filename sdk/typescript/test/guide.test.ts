import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_PATH } from './fake-server.js';
import { useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const PACKAGE = join(import.meta.dirname, '..');
const TIMEOUT_MS = 180_000; // the compiler reads the types of Node and of the web

/** What a reader of docs/sessions.md has at hand where a snippet begins. */
const AT_HAND = `
  declare const walletAddress: string;
  declare const backend: import('@burnandclaim/sdk').BurnerClient;
  declare function askPage(
    challenge: object,
  ): Promise<{ signature: string; signedMessage: string }>;
  declare const wallet: import('@burnandclaim/sdk').StandardWallet;
  declare const account: import('@burnandclaim/sdk').StandardAccount;
  declare const items: object[];
  declare function fetchToken(): Promise<string>;
`;
const SERVICE_CLASS = 4;
const PROLOGUES = [
  AT_HAND.replace(/declare const backend.*/, ''),
  AT_HAND,
  '',
  '',
  '',
  `import type { BuildTransactionsResult, WalletAssets } from '@burnandclaim/sdk';
   import { SessionService } from './snippet-${SERVICE_CLASS}.js';
   ${AT_HAND}`,
  AT_HAND,
  `import { BurnerClient } from '@burnandclaim/sdk';
   declare function fetchBoundToken(dpopJkt: string): Promise<string>;`,
];
const SIGN_IN =
  'export declare function walletOfSignedInUser(r: Request): Promise<string | undefined>;';

let folder: string;
const pathOf = (index: number) => join(folder, `snippet-${index}.ts`);

beforeAll(async () => {
  folder = await mkdtemp(join(PACKAGE, '.guide-'));
  const page = await readFile(join(PACKAGE, '../../docs/sessions.md'), 'utf8');
  const snippets = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, snippet]) => snippet);
  expect(snippets).toHaveLength(PROLOGUES.length);
  for (const [index, snippet] of snippets.entries()) {
    await writeFile(pathOf(index), `${PROLOGUES[index]}\n${snippet}\nexport {};\n`);
  }
  await writeFile(join(folder, 'sign-in.d.ts'), SIGN_IN);
});

afterAll(() => rm(folder, { recursive: true }));

test('every TypeScript snippet of the guide to sessions compiles', { timeout: TIMEOUT_MS }, () => {
  const config = ts.readConfigFile(join(PACKAGE, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, PACKAGE);
  const program = ts.createProgram(
    PROLOGUES.map((_, index) => pathOf(index)),
    {
      ...options,
      noUnusedLocals: false,
    },
  );
  const problems = ts.getPreEmitDiagnostics(program);
  expect(
    problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  ).toEqual([]);
});

test('its service class renews an expired session, once for all that wait', async () => {
  const { SessionService } = await import(pathOf(SERVICE_CLASS));
  let asked = 0;
  const fetchToken = async () => {
    asked += 1;
    const body = JSON.stringify({ walletAddress: WALLET });
    const answer = await fetch(`${server().url}/backend/session`, { method: 'POST', body });
    return ((await answer.json()) as { token: string }).token;
  };
  const service = new SessionService(server().url + BASE_PATH, fetchToken);
  const list = () => service.request(`/wallet/${WALLET}/assets`);
  server().expireNextSessions(1);
  await Promise.all([list(), list(), list()]);
  expect(asked).toBe(2);
  await list();
  expect(asked).toBe(2);
});
