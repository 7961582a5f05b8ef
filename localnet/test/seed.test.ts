import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { key } from '../src/base58.ts';
import { type Disposition, kindNames, kinds } from '../src/seed/kinds.ts';
import type { SeedResult } from '../src/seed/seed-wallet.ts';
import {
  type Bench,
  build,
  failure,
  instructionsFor,
  openBench,
  send,
  simulateOptions,
} from './support.ts';

// The code that the token program gives for what may not be done (`TokenError`).
const customError: Partial<Record<Disposition, number>> = {
  close_authority_foreign: 4,
  frozen: 17,
  confidential_balance: 23,
  permissioned_burn: 12,
  mint_paused: 67,
};

describe('Seed', () => {
  let bench: Bench;
  let seeded: SeedResult;
  beforeAll(async () => {
    bench = await openBench();
    seeded = await bench.seed({ only: false, empty: 3, emptyOlderRent: 2, balance: 2 });
  });
  afterAll(() => bench.net.close());

  for (const name of kindNames) {
    it(`${name}: the programs confirm ${kinds[name].disposition}`, async () => {
      const accounts = seeded.accounts.filter((account) => account.kind === name);
      expect(accounts.length).toBeGreaterThan(0);
      for (const account of accounts) {
        const instructions = instructionsFor(account, bench.wallet);
        const custom = customError[account.disposition];
        if (custom !== undefined) {
          const { unsigned } = await build(bench, instructions);
          const { value } = await bench.call<{ value: { err: unknown } }>(
            'simulateTransaction',
            unsigned,
            simulateOptions,
          );
          expect(value.err).toEqual({ InstructionError: [0, { Custom: custom }] });
          continue;
        }
        const before = bench.net.chain.account(key(bench.wallet.address))!.lamports;
        await send(bench, instructions);
        const after = bench.net.chain.account(key(bench.wallet.address))!.lamports;
        const closes = account.steps.includes('close');
        expect(after - before).toBe((closes ? BigInt(account.lamports) : 0n) - 5000n);
        expect(bench.net.chain.account(key(account.address)) === null).toBe(closes);
      }
    });
  }

  it('gives the same accounts for the same wallet and number', async () => {
    const other = await openBench();
    const again = await other.seed({ only: false, empty: 3, emptyOlderRent: 2, balance: 2 });
    await other.net.close();
    expect(again.accounts).toEqual(seeded.accounts);
  });

  it('adds other accounts when called again', async () => {
    const more = await bench.seed({ empty: 2 });
    expect(more.seedNumber).toBe(2);
    expect(seeded.accounts.map((account) => account.address)).not.toContain(
      more.accounts[0]!.address,
    );
  });

  it('creates accounts at the rent of their time', () => {
    const lamports = (kind: string) =>
      seeded.accounts.find((account) => account.kind === kind)!.lamports;
    expect([lamports('empty'), lamports('emptyOlderRent')]).toEqual([1_488_440, 2_039_280]);
    expect([lamports('emptyT22Immutable'), lamports('emptyT22Withheld')]).toEqual([
      1_513_840, 1_574_800,
    ]);
  });

  it('refuses a kind that it does not know', async () => {
    expect(await failure(bench.seed({ gold: 1 }))).toMatchObject({
      code: -32602,
      message: expect.stringContaining('`gold`'),
    });
  });

  it('fills a wallet with 10,000 accounts, all of which are listed', async () => {
    const large = await openBench(8);
    await large.seed({ empty: 10_000 });
    const program = { programId: 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA' };
    const { value } = await large.call<{ value: unknown[] }>(
      'getTokenAccountsByOwner',
      large.wallet.address,
      program,
      {
        encoding: 'base64',
      },
    );
    await large.net.close();
    expect(value).toHaveLength(10_000);
  });
});
