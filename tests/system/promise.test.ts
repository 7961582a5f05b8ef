import { afterAll, describe, expect, inject, it } from 'vitest';
import type { Burner } from './support/burner.ts';
import { openAssetWorld } from './support/asset-world.ts';
import { build, land } from './support/job.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { until } from './support/until.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld, type World } from './support/world.ts';

/** What the server says of the promises that it has held against the chain. */
async function checks(
  burner: Burner,
): Promise<{ kept: number; broken: number; unknown: number; mismatches: number }> {
  const { text } = await burner.send({ path: '/metrics' });
  const of = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  const outcome = (word: string) =>
    of(new RegExp(`^burner_promise_checks_total\\{outcome="${word}"\\} (\\d+)$`, 'm'));
  return {
    kept: outcome('kept'),
    broken: outcome('broken'),
    unknown: outcome('unknown'),
    mismatches: of(/^burner_promise_mismatch_total (\d+)$/m),
  };
}

async function allKept(burner: Burner, transactions: number): Promise<void> {
  await until(async () => (await checks(burner)).kept === transactions);
  expect(await checks(burner)).toEqual({
    kept: transactions,
    broken: 0,
    unknown: 0,
    mismatches: 0,
  });
}

/** Burns and closes all that the wallet can, with a donation; how many transactions that took. */
async function clear(
  { localnet, backend }: Pick<World, 'localnet' | 'backend'>,
  address: string,
  wallet: Awaited<ReturnType<typeof newWallet>>,
): Promise<number> {
  const { items } = (await backend.get(`/wallet/${address}/assets`)).json;
  const possible = items.filter(({ actions }: any) => actions.length > 0);
  const selections = possible.map(({ type, address: of, actions, balance, mint }: any) => ({
    type,
    address: of,
    action: actions[0],
    ...(type === 'zk_compressed_token' && { expectedBalance: balance, expectedMint: mint }),
  }));
  const answer = await backend.post(`/wallet/${address}/transactions`, {
    items: selections,
    donationPercentage: 0.05,
  });
  expect(answer.status, answer.text).toBe(200);
  await land(localnet, backend, wallet, answer.json.transactions);
  return answer.json.transactions.length;
}

describe('what was promised', () => {
  it('is what the chain shows, for every kind of token account', async () => {
    const world = await openWorld();
    const wallet = await newWallet();
    await world.localnet.seed(wallet.address);
    await allKept(world.burner, await clear(world, wallet.address, wallet));
    await world.burner.stop();
  }, 60_000);

  const lightUrl = inject('lightUrl');
  it.skipIf(lightUrl === null)(
    'is what the chain shows, for compressed tokens',
    async () => {
      const world = await openWorld({}, lightUrl!, lightUrl!);
      const wallet = await newWallet();
      await world.localnet.seed(wallet.address, {}, 100_000_000);
      let transactions = 0;
      for (const request of [{ version: 1 }, { version: 3 }]) {
        await world.localnet.call('localnet_seedCompressedTokens', {
          wallet: wallet.address,
          amounts: [5, 6],
          ...request,
        });
        transactions += await clear(world, wallet.address, wallet);
      }
      await allKept(world.burner, transactions);
      await world.burner.stop();
    },
    60_000,
  );

  const metaplexUrl = inject('metaplexUrl');
  it.skipIf(metaplexUrl === null)(
    'is what the chain shows, for NFTs of every kind',
    async () => {
      const world = await openAssetWorld(metaplexUrl!);
      const { wallet } = await world.walletWith({
        nft: 2,
        pnft: 1,
        nftPrint: 1,
        nftT22: 1,
        fungibleAsset: 1,
        core: 2,
        cnft: 2,
      });
      await allKept(world.burner, await clear(world, wallet.address, wallet));
      await world.burner.stop();
    },
    60_000,
  );
});

describe('a cluster that says something else', () => {
  it('is counted, and told by an audit event', async () => {
    const gate = await RpcGate.open(inject('localnetUrl'));
    const world = await openWorld({}, gate.url);
    const { burner, backend, localnet } = world;
    burner.mayBreakPromises = true;
    afterAll(() => gate.close());
    const answerOf: Record<string, (answer: any) => void> = {
      broken: (answer) => (answer.result.meta.postBalances[0] += 1),
      unknown: (answer) => (answer.result.meta = null),
    };
    let lie = answerOf.broken!;
    gate.handle = async ({ method, forward }) => {
      const text = await forward();
      if (method !== 'getTransaction' || JSON.parse(text).result === null) return text;
      const answer = JSON.parse(text);
      lie(answer);
      return JSON.stringify(answer);
    };
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 2 });
    const signatureOf = async (index: number) =>
      land(
        localnet,
        backend,
        wallet,
        (await build(backend, wallet, [accounts[index]!])).transactions,
      );
    await signatureOf(0);
    await until(async () => (await checks(burner)).broken === 1);
    lie = answerOf.unknown!;
    await signatureOf(1);
    await until(async () => (await checks(burner)).unknown === 1, 30_000);
    expect(await checks(burner)).toEqual({ kept: 0, broken: 1, unknown: 1, mismatches: 1 });
    const { out } = await burner.command('audit', 'export', '--action', 'submission.mismatch');
    const [event] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(event).toMatchObject({
      action: 'submission.mismatch',
      wallet: wallet.address,
      project: world.project.id,
      detail: expect.stringContaining('the wallet gained'),
    });
    expect(
      (await backend.get(`/wallet/${wallet.address}/submissions/${event.subject}`)).status,
    ).toBe(200);
    await burner.stop();
  }, 60_000);
});
