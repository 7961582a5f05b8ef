import { afterAll, describe, expect, inject, it } from 'vitest';
import { getAddressDecoder, getAddressEncoder, type Address } from '@solana/kit';
import { reasons, selectionOf } from './support/job.ts';
import { type RpcCall, RpcGate } from './support/rpc-gate.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// What an RPC or an indexer says when a wallet is listed decides what its owner names; a build
// burns nothing else.
const bytesOf = (address: string) => Buffer.from(getAddressEncoder().encode(address as Address));

/** Shows tokens of one mint as tokens of another, in the answers to one method. */
const showAs = (method: string, shown: Map<string, string>) => async (call: RpcCall) => {
  const answer = await call.forward();
  if (call.method !== method) return answer;
  return answer.replace(/"([A-Za-z0-9+/]{220,}=*)"/g, (text, data: string) => {
    const account = Buffer.from(data, 'base64');
    const mint = shown.get(getAddressDecoder().decode(account.subarray(0, 32)));
    if (mint !== undefined) account.set(bytesOf(mint));
    return mint === undefined ? text : `"${account.toString('base64')}"`;
  });
};

describe('an RPC that lists tokens under another mint', async () => {
  const gate = await RpcGate.open(inject('localnetUrl'));
  const { localnet, burner, backend } = await openWorld({}, gate.url);
  afterAll(async () => {
    await burner.stop();
    await gate.close();
  });

  it('gets nothing burned of what the owner did not see', async () => {
    const wallet = await newWallet();
    const [valuable, other] = await localnet.seed(wallet.address, { balance: 2 });
    gate.handle = showAs('getTokenAccountsByOwner', new Map([[valuable!.mint, other!.mint]]));
    const { json: list } = await backend.get(`/wallet/${wallet.address}/assets`);
    const items = list.items.map(({ type, address, mint, balance }: any) => ({
      type,
      address,
      action: 'burn',
      expectedMint: mint,
      expectedBalance: balance,
    }));
    expect(items).toHaveLength(2);
    expect(new Set(items.map(({ expectedMint }: any) => expectedMint))).toEqual(
      new Set([other!.mint]),
    );
    const { status, json } = await backend.post(`/wallet/${wallet.address}/transactions`, {
      items,
    });
    expect(status).toBe(200);
    expect(reasons(json.rejected)).toEqual({ [valuable!.address]: 'balance_changed' });
    expect(json.transactions.flatMap(({ includes }: any) => includes)).toEqual([
      selectionOf(other!),
    ]);
  });

  it('that lists an account twice gives it once, and it can be built', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 3, balance: 2 });
    gate.handle = async (call) => {
      const answer = await call.forward();
      if (call.method !== 'getTokenAccountsByOwner') return answer;
      const json = JSON.parse(answer);
      json.result.value = [...json.result.value, ...json.result.value];
      return JSON.stringify(json);
    };
    const { json: list } = await backend.get(`/wallet/${wallet.address}/assets`);
    expect(list.items.map(({ address }: any) => address).sort()).toEqual(
      accounts.map(({ address }) => address).sort(),
    );
    const items = list.items.map(({ type, address, actions }: any) => ({
      type,
      address,
      action: actions[0],
    }));
    const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, { items });
    expect(json.totals.items).toBe(accounts.length);
  });

  it('that makes lamports up gets no larger donation', async () => {
    const wallet = await newWallet();
    const [account] = await localnet.seed(wallet.address, { empty: 1 });
    const more = 5_000_000_000;
    gate.handle = async (call) => {
      const answer = await call.forward();
      if (call.method === 'getMultipleAccounts')
        return answer.replace(
          `"lamports":${account!.lamports},`,
          `"lamports":${account!.lamports + more},`,
        );
      if (call.method !== 'simulateTransaction') return answer;
      const json = JSON.parse(answer);
      const [after] = json.result.value.accounts;
      after.lamports += more;
      return JSON.stringify(json);
    };
    const { json } = await backend.post(`/wallet/${wallet.address}/transactions`, {
      items: [selectionOf(account!)],
      donationPercentage: 0.5,
    });
    expect(json.transactions).toMatchObject([
      { grossRebate: account!.lamports + more, donationBase: 2_039_280, donationAmount: 1_019_640 },
    ]);
  });

  it.each([2n ** 63n, 2n ** 64n - 1n])(
    'that makes a last valid block up (%s) gets nothing built',
    async (height) => {
      const wallet = await newWallet();
      const [account] = await localnet.seed(wallet.address, { empty: 1 });
      gate.handle = async (call) => {
        const answer = await call.forward();
        if (call.method !== 'getLatestBlockhash') return answer;
        return answer.replace(/"lastValidBlockHeight":\d+/, `"lastValidBlockHeight":${height}`);
      };
      const { status } = await backend.post(`/wallet/${wallet.address}/transactions`, {
        items: [selectionOf(account!)],
      });
      expect(status).toBe(502);
    },
  );
});

const lightUrl = inject('lightUrl');

describe.skipIf(lightUrl === null)(
  'an indexer that explains a hash with another token',
  async () => {
    if (lightUrl === null) return it('needs the programs of Light', () => {});
    const gate = await RpcGate.open(lightUrl);
    const { localnet, burner, backend } = await openWorld(
      { 'photon.url': gate.url },
      lightUrl,
      lightUrl,
    );
    afterAll(async () => {
      await burner.stop();
      await gate.close();
    });

    it('gets neither burned', async () => {
      const wallet = await newWallet();
      await localnet.seed(wallet.address, {}, 100_000_000);
      for (const amounts of [[5], [7]])
        await localnet.call('localnet_seedCompressedTokens', { wallet: wallet.address, amounts });
      const { json: list } = await backend.get(`/wallet/${wallet.address}/assets`);
      const [worthless, valuable] = list.items;
      gate.handle = async (call) => {
        const answer = await call.forward();
        const swapped = new Map([
          [worthless.address, valuable.address],
          [valuable.address, worthless.address],
        ]);
        return answer.replace(/"hash":"(\w+)"/g, (text, hash: string) =>
          swapped.has(hash) ? `"hash":"${swapped.get(hash)}"` : text,
        );
      };
      const { type, address, mint, balance } = worthless;
      const items = [
        { type, address, action: 'burn', expectedMint: mint, expectedBalance: balance },
      ];
      const { status, json } = await backend.post(`/wallet/${wallet.address}/transactions`, {
        items,
      });
      expect(status).toBe(200);
      expect(json.transactions).toEqual([]);
      expect(reasons(json.rejected)).toEqual({ [address]: 'balance_changed' });
    });
  },
);
