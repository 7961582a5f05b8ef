import path from 'node:path';
import {
  BurnerClient,
  type BuiltTransaction,
  type ReclaimItem,
  type ReclaimOptions,
  VersionUnsupportedError,
} from '@burnandclaim/sdk';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { startServer } from '../../tools/demo/src/processes.mjs';
import { build, land, selectionOf, signAndSubmit, submit, sum } from './support/job.ts';
import { Localnet, type SeededAccount } from './support/localnet.ts';
import { projectRoot } from './support/paths.ts';
import { openTerminal } from './support/terminal.ts';
import {
  altered,
  bytesOf,
  type Message,
  messageOf,
  newWallet,
  programs,
  signed,
  type Wallet,
} from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// Transactions of version 1: when they are built, what a wallet may change, and reclaim() with wallets
// that sign them and such that only say so.
const onlyV1 = { transactionVersions: [1] };
const both = { transactionVersions: [0, 1] } as const;

const versionsOf = (transactions: readonly BuiltTransaction[]): number[] =>
  transactions.map(({ version }) => version);

describe('token accounts', async () => {
  const world = await openWorld();
  const { localnet, burner, backend } = world;
  afterAll(() => burner.stop());

  it('a thousand empty ones close with 18 signatures, and 48 in version 0', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 1000 });
    const donating = { donationPercentage: 0.05 };
    expect((await build(backend, wallet, accounts, donating)).transactions).toHaveLength(48);
    const { transactions, totals, rejected } = await build(backend, wallet, accounts, {
      ...donating,
      ...both,
    });
    expect(rejected).toEqual([]);
    expect(versionsOf(transactions)).toEqual(Array(18).fill(1));
    for (const transaction of transactions) {
      expect(bytesOf(transaction).length).toBeLessThanOrEqual(4096 - 100);
      expect(messageOf(transaction).version).toBe(1);
    }
    const before = await localnet.balance(wallet.address);
    const fees = await land(localnet, backend, wallet, transactions);
    expect(fees).toBe(totals.networkFee);
    expect(await localnet.balance(wallet.address)).toBe(before + totals.netRebate - fees);
    for (const { address } of accounts) expect(await localnet.isGone(address)).toBe(true);
  }, 120_000);

  it('version 0 stays where it needs no more transactions, and where nothing is said', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 30 });
    const few = await build(backend, wallet, accounts.slice(0, 10), both);
    expect(versionsOf(few.transactions)).toEqual([0]);
    const unsaid = await build(backend, wallet, accounts);
    expect(versionsOf(unsaid.transactions)).toEqual([0, 0]);
    expect(versionsOf((await build(backend, wallet, accounts, both)).transactions)).toEqual([1]);
  });

  describe('what a wallet changes', async () => {
    const guard = {
      programAddress: programs.lighthouse,
      accounts: [],
      data: Uint8Array.of(6, 0, 1),
    };
    const changes: [string, string, (message: Message) => Message][] = [
      ['a fee within the cap passes', 'submitted', withFee(5_000_000n)],
      ['a fee beyond the cap is refused', 'failed', withFee(5_000_001n)],
      [
        'a compute-budget instruction is refused',
        'failed',
        (message) => ({
          ...message,
          instructions: [
            { programAddress: programs.computeBudget, data: Uint8Array.of(2, 0, 0, 1, 0) },
            ...message.instructions,
          ],
        }),
      ],
      [
        'a ninth guard is refused',
        'failed',
        (message) => ({
          ...message,
          instructions: [...message.instructions, ...Array(9).fill(guard)],
        }),
      ],
    ];
    it.each(changes)('%s', async (_, status, change) => {
      const wallet = await newWallet();
      const accounts = await localnet.seed(wallet.address, { empty: 3 });
      const { transactions } = await build(backend, wallet, accounts, onlyV1);
      const entry = await altered(wallet, transactions[0]!, change);
      const [result] = await submit(backend, wallet, [entry]);
      expect(result!.status, JSON.stringify(result)).toBe(status);
      if (status === 'failed') expect(result!.error!.code).toBe('message_mismatch');
    });
  });

  it('burner reclaim closes 58 with one signature', async () => {
    const { wallet, reclaim } = await openTerminal(world.key);
    const accounts = await localnet.seed(wallet.address, { empty: 58 });
    const before = await localnet.balance(wallet.address);
    const { code, out, err } = await reclaim('--server', burner.url, '--yes', '--json');
    expect(code, err).toBe(0);
    const { transactions, totals } = JSON.parse(out);
    expect(transactions).toMatchObject([{ status: 'confirmed' }]);
    const fee = await localnet.confirmed(transactions[0].signature);
    expect(await localnet.balance(wallet.address)).toBe(before + totals.netRebate - fee);
    for (const { address } of accounts) expect(await localnet.isGone(address)).toBe(true);
  });

  it('a transaction that was sent before is a duplicate', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 3 });
    const { transactions } = await build(backend, wallet, accounts, onlyV1);
    const [first] = await signAndSubmit(backend, wallet, transactions);
    const [again] = await signAndSubmit(backend, wallet, transactions);
    expect([first!.status, again!.status]).toEqual(['submitted', 'duplicate']);
    expect(again!.signature).toBe(first!.signature);
    await localnet.confirmed(first!.signature!);
  });

  describe('reclaim', () => {
    async function reclaim(
      wallet: Wallet,
      accounts: readonly SeededAccount[],
      options: Omit<ReclaimOptions, 'items'>,
    ) {
      const client = new BurnerClient({
        sessionToken: await world.token(wallet.address),
        baseUrl: burner.url,
      });
      const { items } = await client.getWalletAssets(wallet.address);
      const chosen = items.map((item): ReclaimItem => ({ ...item, action: 'close' }));
      const before = await localnet.balance(wallet.address);
      for await (const event of client.reclaim(wallet.address, { items: chosen, ...options })) {
        if (event.type !== 'done') continue;
        const { items: done, totals, stopped } = event.report;
        expect(stopped).toBeUndefined();
        expect(done.map(({ outcome }) => outcome)).toEqual(accounts.map(() => 'confirmed'));
        expect(totals.grossRebate).toBe(sum(accounts.map(({ lamports }) => lamports)));
        expect((await localnet.balance(wallet.address)) - before).toBe(
          totals.netRebate - totals.networkFee,
        );
        return totals;
      }
      throw new Error('ended without a report');
    }

    it('is done with 60 accounts in one signature', async () => {
      const wallet = await newWallet();
      const accounts = await localnet.seed(wallet.address, { empty: 60 });
      const versions: number[] = [];
      const sign = async (built: BuiltTransaction) => {
        versions.push(built.version);
        return signed(wallet, built);
      };
      const totals = await reclaim(wallet, accounts, { sign, ...both });
      expect(versions).toEqual([1]);
      expect(totals.transactions).toBe(1);
    }, 60_000);

    it('goes on in version 0 where the wallet refuses version 1', async () => {
      const wallet = await newWallet();
      const accounts = await localnet.seed(wallet.address, { empty: 60 });
      const versions: number[] = [];
      const sign = async (built: BuiltTransaction) => {
        versions.push(built.version);
        if (built.version === 1) throw new VersionUnsupportedError();
        return signed(wallet, built);
      };
      const totals = await reclaim(wallet, accounts, { sign, ...both });
      expect(versions).toEqual([1, 0, 0, 0]);
      expect(totals.transactions).toBe(3);
    }, 60_000);
  });
});

describe('Where version 1 is not active', async () => {
  const program = path.join(projectRoot, 'localnet/bin/localnet.mjs');
  const log = path.join(inject('runDirectory'), 'localnet-without-v1.log');
  const args = [program, '--port', '0', '--slot-ms', '200', '--no-v1'];
  const earlier = await startServer(process.execPath, args, { log });
  const world = await openWorld({}, earlier.url, earlier.url);
  afterAll(async () => {
    await world.burner.stop();
    await earlier.stop();
  });

  it('version 0 is built, and a wallet that signs version 1 alone is refused', async () => {
    const wallet = await newWallet();
    const localnet = new Localnet(earlier.url);
    const accounts = await localnet.seed(wallet.address, { empty: 60 });
    const { transactions } = await build(world.backend, wallet, accounts, both);
    expect(versionsOf(transactions)).toEqual([0, 0, 0]);
    const refused = await world.backend.post(`/wallet/${wallet.address}/transactions`, {
      items: accounts.map(selectionOf),
      ...onlyV1,
    });
    expect(refused.status, refused.text).toBe(400);
  }, 60_000);
});

/** The message with another fee in its header. */
function withFee(priorityFeeLamports: bigint): (message: Message) => Message {
  return (message) => {
    const { config } = message as { config?: object };
    return { ...message, config: { ...config, priorityFeeLamports } } as Message;
  };
}
