import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { post } from './support.ts';

const bin = fileURLToPath(new URL('../bin/localnet.mjs', import.meta.url));
const wallet = '9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg';
let server: ChildProcess;
let ready: { ready: boolean; url: string; pid: number };

beforeEach(async () => {
  server = spawn(process.execPath, [bin, '--port', '0', '--slot-ms', '20'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
  });
  const [line] = (await once(server.stdout!, 'data')) as [Buffer];
  ready = JSON.parse(line.toString()) as typeof ready;
});
afterEach(() => server.kill('SIGKILL'));

async function run(
  ...args: string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [bin, ...args]);
  const output = { code: null as number | null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  [output.code] = (await once(child, 'close')) as [number];
  return output;
}

describe('Command', () => {
  it('says when it is ready, lets slots pass, and ends at SIGTERM', async () => {
    expect(ready).toEqual({
      ready: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      pid: server.pid,
    });
    const slot = () => post<number>(ready.url, 'getSlot', []);
    const first = await slot();
    while ((await slot()) < first + 3);
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  it('seeds from the command line, as JSON or as a table', async () => {
    const json = await run(
      'seed',
      '--url',
      ready.url,
      '--wallet',
      wallet,
      '--only',
      '--empty',
      '2',
      '--empty-t22-withheld',
      '1',
      '--json',
    );
    expect(
      (JSON.parse(json.stdout) as { accounts: { kind: string }[] }).accounts.map(
        (account) => account.kind,
      ),
    ).toEqual(['empty', 'empty', 'emptyT22Withheld']);
    const table = await run('seed', '--url', ready.url, '--wallet', wallet);
    expect(table.stdout).toMatch(/^balanceFrozen +2 +2976880 {2}frozen$/m);
    expect(table.stdout).toMatch(
      /^left out, for want of token_metadata, mpl_core, .*: nft, nftCollection, /m,
    );
  });

  it('explains itself and refuses what it does not know', async () => {
    expect((await run('--help')).stdout).toContain('Examples:');
    expect((await run('seed', '--help')).stdout).toContain('--empty-older-rent');
    expect(await run('--prot', '1')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--prot') as string,
    });
    expect(await run('seed', '--wallet', wallet, '--empty', 'many')).toMatchObject({
      code: 1,
      stderr: 'localnet: --empty must be a whole number\n',
    });
    expect(await run('seed', '--url', ready.url, '--wallet', '0')).toMatchObject({
      code: 1,
      stderr: 'localnet: Invalid param: Invalid\n',
    });
  });
});
