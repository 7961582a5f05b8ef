import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PACKAGE = join(import.meta.dirname, '..');
const PAGE = join(PACKAGE, '../../docs/frontend.md');
const SNIPPETS = 4;
const TIMEOUT_MS = 180_000; // the compiler reads the types of Node, React and kit
const SIGN_IN =
  'export declare function walletOfSignedInUser(r: Request): Promise<string | undefined>;';

let folder: string;
let files: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(PACKAGE, '.guide-'));
  const page = await readFile(PAGE, 'utf8');
  const snippets = [...page.matchAll(/```(tsx?)\n(.*?)```/gs)];
  files = snippets.map(([, kind], index) => join(folder, `snippet-${index}.${kind}`));
  for (const [index, [, , snippet]] of snippets.entries()) await writeFile(files[index]!, snippet!);
  await writeFile(join(folder, 'sign-in.d.ts'), SIGN_IN);
});

afterAll(() => rm(folder, { recursive: true }));

test('every snippet of the guide to front ends compiles', { timeout: TIMEOUT_MS }, () => {
  expect(files).toHaveLength(SNIPPETS);
  const config = ts.getParsedCommandLineOfConfigFile(
    join(PACKAGE, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(String(messageText));
      },
    },
  );
  const program = ts.createProgram(files, { ...config!.options, noUnusedLocals: false });
  const problems = ts.getPreEmitDiagnostics(program);
  const texts = problems.map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
  expect(texts).toEqual([]);
});
