import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { plainEnvironment } from '../../tools/demo/src/processes.mjs';
import { sum } from './support/job.ts';
import { burnerBinary } from './support/paths.ts';
import { newWallet, signed, type Wallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

const world = await openWorld();
const { localnet, burner } = world;
afterAll(() => burner.stop());

const example = path.join(path.dirname(burnerBinary), 'sdk/cpp/burner_sdk_example');

/** Runs the C++ client's example program; a wallet signs what it prints, or closes its input. */
async function runExample(
  wallet: Wallet,
  signs = true,
  key = world.key.key,
): Promise<{ code: number; lines: string[]; err: string }> {
  const child = spawn(example, [wallet.address, burner.url], {
    env: { ...plainEnvironment, BURNER_API_KEY: key },
  });
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  child.stdin.on('error', () => {}); // it may end without reading
  if (!signs) child.stdin.end();
  const ended = once(child, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    const transactionBase64 = / closes give back .*: (\S+)$/.exec(line)?.[1];
    if (!transactionBase64 || !signs) continue;
    child.stdin.write(
      `${(await signed(wallet, { transactionBase64, submissionTicket: '' })).transactionBase64}\n`,
    );
  }
  const [code] = await ended;
  return { code, lines, err };
}

const numbersIn = (lines: string[], pattern: RegExp) =>
  lines.flatMap((line) => pattern.exec(line)?.slice(1).map(Number) ?? []);

it('does the main job with the C++ client, to the lamport', async () => {
  const wallet = await newWallet();
  const accounts = await localnet.seed(wallet.address, { empty: 30, emptyOlderRent: 2 });
  const rents = sum(accounts.map(({ lamports }) => lamports));
  const before = await localnet.balance(wallet.address);
  const { code, lines, err } = await runExample(wallet);
  expect([code, err]).toEqual([0, '']);

  expect(lines[0]).toMatch(new RegExp(`^session \\S+ for ${wallet.address} until \\d{4}-`));
  expect(lines[1]).toBe(`${accounts.length} items, ${rents} lamports to reclaim`);
  const fees = sum(numbersIn(lines, / lamports for a fee of (\d+): /));
  expect(sum(numbersIn(lines, / closes give back (\d+) lamports/))).toBe(rents);
  expect(
    sum(
      numbersIn(lines, /^\S{80,90} (?:confirmed|finalized): \d+ closes gave back (\d+) lamports$/),
    ),
  ).toBe(rents);
  expect(sum(numbersIn(lines, /^\S{80,90} (?:confirmed|finalized): (\d+) closes/))).toBe(
    accounts.length,
  );
  expect((await localnet.balance(wallet.address)) - before).toBe(rents - fees);
  for (const { address } of accounts) expect(await localnet.account(address)).toBeNull();
});

it('does nothing to the chain when the wallet signs nothing', async () => {
  const wallet = await newWallet();
  const [account] = await localnet.seed(wallet.address, { empty: 1 });
  const { code, lines } = await runExample(wallet, false);
  expect([code, lines.length]).toEqual([0, 4]);
  expect(lines[2]).toMatch(
    /^Closes 1 account\. Pays 0\.0000\d+ SOL, of which 0\.?\d* is priority\.$/,
  ); // before the wallet is asked
  expect(await localnet.account(account!.address)).not.toBeNull();
});

it("says the server's reason when the key is not one", async () => {
  const { code, lines, err } = await runExample(await newWallet(), true, 'ak_live_nonsense');
  expect([code, lines]).toEqual([1, []]);
  expect(err).toContain('Invalid API key');
});
