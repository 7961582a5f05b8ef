import { getAddressEncoder } from '@solana/kit';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { land, reasons, type Selection, sum } from './support/job.ts';
import { Stream } from './support/stream.ts';
import { openTerminal } from './support/terminal.ts';
import { until } from './support/until.ts';
import { newWallet, programs, type Wallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// Compressed tokens, from the list to what the chain shows afterwards, on Light's own programs.
// Needs `npm run light` in localnet.
const lightUrl = inject('lightUrl');
const whySkipped = lightUrl === null ? ' (skipped: localnet/.light is not there)' : '';

interface Seeded {
  mint: string;
  program: string;
  decimals: number;
}

describe.skipIf(lightUrl === null)(`compressed tokens${whySkipped}`, async () => {
  if (lightUrl === null) return it('need their programs', () => {});
  const { localnet, burner, key, project, backend, token } = await openWorld(
    {},
    lightUrl,
    lightUrl,
  );
  afterAll(() => burner.stop());

  const protocolFee = 5_000; // for each instruction that spends

  async function seeded(
    request: object,
    known?: Wallet,
  ): Promise<{ wallet: Wallet; seed: Seeded }> {
    const wallet = known ?? (await newWallet());
    if (!known) await localnet.seed(wallet.address, {}, 100_000_000);
    return {
      wallet,
      seed: await localnet.call<Seeded>('localnet_seedCompressedTokens', {
        wallet: wallet.address,
        ...request,
      }),
    };
  }
  async function list(wallet: Wallet): Promise<any> {
    const { status, json, text } = await backend.get(`/wallet/${wallet.address}/assets`);
    expect(status, text).toBe(200);
    expect(json.warnings).toEqual([]);
    expect(json.counts.zk_compressed_token).toBe(
      json.items.filter(({ type }: any) => type === 'zk_compressed_token').length,
    );
    return json;
  }
  const burnOf = ({ type, address, balance, mint }: any): Selection => ({
    type,
    address,
    action: 'burn',
    ...(type === 'zk_compressed_token' && { expectedBalance: balance, expectedMint: mint }),
  });
  async function build(wallet: Wallet, items: object[], options: object = {}): Promise<any> {
    const answer = await backend.post(`/wallet/${wallet.address}/transactions`, {
      items,
      ...options,
    });
    expect(answer.status, answer.text).toBe(200);
    return answer.json;
  }
  async function supplyOf(mint: string): Promise<bigint> {
    return Buffer.from((await localnet.account(mint))!.data[0], 'base64').readBigUInt64LE(36);
  }
  /**
   * Burns everything that the wallet has; its balance moves by what was promised, to the lamport.
   */
  async function burnAll(wallet: Wallet, items: any[], options: object = {}): Promise<any> {
    const built = await build(wallet, items.map(burnOf), options);
    expect(built.rejected).toEqual([]);
    expect(built.transactions.flatMap(({ includes }: any) => includes)).toHaveLength(items.length);
    const before = await localnet.balance(wallet.address);
    await land(localnet, backend, wallet, built.transactions);
    expect(await localnet.balance(wallet.address)).toBe(
      before + built.totals.netRebate - built.totals.networkFee,
    );
    expect((await list(wallet)).items).toEqual([]);
    return built;
  }
  const kindsOf = (built: any): string[] =>
    built.transactions[0].instructions
      .map(({ kind }: any) => kind)
      .filter((kind: string) => !kind.startsWith('set_'));

  it.each([
    [1, ['burn']],
    [2, ['create_idempotent', 'decompress', 'burn_checked', 'close_account']],
    [3, ['create_idempotent', 'decompress', 'burn_checked', 'close_account']],
  ])('of version %d are listed, burned and gone', async (version, kinds) => {
    const { wallet, seed } = await seeded({ amounts: [1_500_000, 7], version });
    const { items, reclaimableLamports } = await list(wallet);
    expect(reclaimableLamports).toBe(0);
    expect(items).toHaveLength(2);
    const listed = items.find(({ balance }: any) => balance === '1500000');
    expect(listed).toMatchObject({
      type: 'zk_compressed_token',
      mint: seed.mint,
      tokenProgram: seed.program,
      decimals: 6,
      uiBalance: 1.5,
      usdValue: null,
      isFrozen: false,
      reclaimableLamports: 0,
      actions: ['burn'],
    });
    expect(listed).not.toHaveProperty('lamports');
    const supply = await supplyOf(seed.mint);
    const built = await burnAll(wallet, items);
    expect(kindsOf(built)).toEqual(kinds);
    expect(built.totals).toMatchObject({ transactions: 1, grossRebate: 0, netRebate: 0 });
    expect(await supplyOf(seed.mint)).toBe(supply - 1_500_007n);
  });

  it.each([
    ['of Token-2022', { amounts: [5, 6], token2022: true }],
    ['of Token-2022 and a later version', { amounts: [5, 6], token2022: true, version: 3 }],
    ['more than an instruction takes', { amounts: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }],
    [
      'more than an instruction takes, of a later version',
      { amounts: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], version: 2 },
    ],
    ['in five pools', { amounts: [1, 2, 3, 4, 5, 6, 7, 8], pools: 5 }],
    [
      'in five pools, of a later version',
      { amounts: [1, 2, 3, 4, 5, 6, 7, 8], pools: 5, version: 3 },
    ],
    ['with a delegate', { amounts: [3], delegate: '9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg' }],
    ['of the largest amount', { amounts: ['18446744073709551615'] }],
  ])('%s are burned', async (_, request) => {
    const { wallet, seed } = await seeded(request);
    await burnAll(wallet, (await list(wallet)).items);
    expect(await supplyOf(seed.mint)).toBe(0n);
  });

  it('of all versions and many mints are burned together, and what the protocol takes is told', async () => {
    const { wallet } = await seeded({ amounts: [1, 2] });
    for (const version of [1, 2, 3]) await seeded({ amounts: [3, 4], version }, wallet);
    const { items } = await list(wallet);
    expect(items).toHaveLength(8);
    const { transactions } = await burnAll(wallet, items, { priorityFeeLevel: 'none' });
    const spending = transactions
      .flatMap(({ instructions }: any) => instructions)
      .filter(({ kind }: any) => kind === 'burn' || kind === 'decompress');
    expect(spending).toHaveLength(4);
    expect(sum(transactions.map(({ networkFee }: any) => networkFee))).toBe(
      5_000 * transactions.length + protocolFee * spending.length,
    );
  });

  it('share a transaction with closes, whose rebate they do not change', async () => {
    const { wallet } = await seeded({ amounts: [1] });
    const [account] = await localnet.seed(wallet.address, { empty: 1 });
    const { items } = await list(wallet);
    const selections = items.map((item: any) =>
      item.type === 'empty_account' ? { ...burnOf(item), action: 'close' } : burnOf(item),
    );
    const built = await build(wallet, selections, { donationPercentage: 0.5 });
    expect(built.rejected).toEqual([]);
    expect(built.transactions).toHaveLength(1);
    expect(built.totals.grossRebate).toBe(account!.lamports);
    const before = await localnet.balance(wallet.address);
    await land(localnet, backend, wallet, built.transactions);
    expect(await localnet.balance(wallet.address)).toBe(
      before + built.totals.netRebate - built.totals.networkFee,
    );
    expect((await list(wallet)).items).toEqual([]);
  });

  it('leave the account alone that the wallet already has', async () => {
    const { wallet, seed } = await seeded({ amounts: [5], version: 3 });
    const { items } = await list(wallet);
    const built = await build(wallet, items.map(burnOf));
    const opened = built.transactions[0].instructions.find(
      ({ kind }: any) => kind === 'create_idempotent',
    ).account;
    const data = Buffer.alloc(165);
    data.set(getAddressEncoder().encode(seed.mint as never), 0);
    data.set(getAddressEncoder().encode(wallet.address), 32);
    data.writeBigUInt64LE(9n, 64);
    data[108] = 1;
    await localnet.call('localnet_setAccount', {
      address: opened,
      lamports: 2_039_280,
      owner: programs.token,
      data: data.toString('base64'),
    });

    const again = await build(wallet, items.map(burnOf));
    expect(kindsOf(again)).toEqual(['decompress', 'burn_checked']);
    const both = await build(wallet, [
      ...items.map(burnOf),
      { type: 'token', address: opened, action: 'burn' },
    ]);
    expect(reasons(both.rejected)).toEqual({ [items[0].address]: 'simulation_failed' });
    expect(both.rejected[0].message).toContain('ask for this one afterwards');

    await land(localnet, backend, wallet, again.transactions);
    const { items: left } = await list(wallet);
    expect(left).toMatchObject([{ type: 'token', address: opened, balance: '9' }]);
  });

  it('that are spent meanwhile are not found', async () => {
    const { wallet } = await seeded({ amounts: [5] });
    const { items } = await list(wallet);
    await burnAll(wallet, items);
    const built = await build(wallet, items.map(burnOf));
    expect(built.transactions).toEqual([]);
    expect(reasons(built.rejected)).toEqual({ [items[0].address]: 'not_found' });
  });

  it('are rejected where their amount is another one, or no proof is to be had', async () => {
    const { wallet } = await seeded({ amounts: [5] });
    const { items } = await list(wallet);
    const { rejected } = await build(wallet, [{ ...burnOf(items[0]), expectedBalance: '4' }]);
    expect(reasons(rejected)).toEqual({ [items[0].address]: 'balance_changed' });

    const another = (await newWallet()).address;
    expect(
      reasons((await build(wallet, [{ ...burnOf(items[0]), expectedMint: another }])).rejected),
    ).toEqual({ [items[0].address]: 'balance_changed' });

    const { wallet: other } = await seeded({ amounts: [5], tree: 'v1' });
    const { items: inOldTree } = await list(other);
    expect(inOldTree).toMatchObject([{ type: 'zk_compressed_token', actions: ['burn'] }]);
    expect(reasons((await build(other, inOldTree.map(burnOf))).rejected)).toEqual({
      [inOldTree[0].address]: 'source_unavailable',
    });
  });

  describe('from the terminal: burner reclaim --burn', () => {
    const rich = async () => {
      const terminal = await openTerminal(key);
      await localnet.seed(terminal.wallet.address, {}, 100_000_000);
      const reclaim = (...args: string[]) =>
        terminal.reclaim(
          '--server',
          burner.url,
          '--yes',
          '--protect-above-usd',
          'none',
          '--json',
          ...args,
        );
      return { wallet: terminal.wallet, reclaim };
    };

    it.each([1, 2, 3])('burns those of a mint, of version %d, and no others', async (version) => {
      const { wallet, reclaim } = await rich();
      const { seed } = await seeded({ amounts: [3, 4, 5], version }, wallet);
      const { seed: kept } = await seeded({ amounts: [6], version }, wallet);
      const before = await localnet.balance(wallet.address);
      const { code, out, err } = await reclaim('--burn', seed.mint);
      expect(code, err).toBe(0);
      const { totals } = JSON.parse(out);
      expect(await localnet.balance(wallet.address)).toBe(before - totals.networkFee);
      expect(await supplyOf(seed.mint)).toBe(0n);
      expect((await list(wallet)).items).toMatchObject([{ mint: kept.mint, balance: '6' }]);
    });

    it("takes no hash for a name, since which mint it stands for is the server's word", async () => {
      const { wallet, reclaim } = await rich();
      const { seed } = await seeded({ amounts: [3, 4] }, wallet);
      const { items } = await list(wallet);
      const { code, err } = await reclaim('--burn', items[0].address);
      expect([code, err]).toEqual([
        2,
        expect.stringContaining('this is the hash of a compressed token. Name its mint'),
      ]);
      expect((await list(wallet)).items).toEqual(items);
      expect(await supplyOf(seed.mint)).toBe(7n);
    });

    it('burns none that a flag or the project protects', async () => {
      const { wallet, reclaim } = await rich();
      const { seed } = await seeded({ amounts: [3] }, wallet);
      const [held] = (await list(wallet)).items;
      expect((await reclaim('--burn', seed.mint, '--protect-mint', seed.mint)).code).toBe(2);
      await burner.ask('project', 'set', '--project', project.id, '--protect-mint', seed.mint);
      await until(async () => (await list(wallet)).items[0].blocked?.code === 'protected');
      expect(reasons((await build(wallet, [burnOf(held)])).rejected)).toEqual({
        [held.address]: 'protected',
      });
      expect((await reclaim('--burn', seed.mint)).err).toContain('The project protects this mint');
      await burner.ask('project', 'set', '--project', project.id, '--protect-mint', 'none');
      await until(async () => (await list(wallet)).items[0].blocked === undefined);
      expect((await reclaim('--burn', seed.mint)).code).toBe(0);
    });
  });

  it('are streamed like everything else', async () => {
    const { wallet } = await seeded({ amounts: [1, 2, 3] });
    await localnet.seed(wallet.address, { empty: 1 });
    const stream = new Stream(burner, wallet.address, await token(wallet.address), '?chunkSize=2');
    const { frames, code } = await stream.ended;
    expect(code).toBe(1000);
    expect(frames.flatMap(({ items }) => items)).toHaveLength(4);
    expect(frames.at(-1)).toMatchObject({ complete: true, warnings: [] });
    expect(frames.at(-1).counts).toMatchObject({ empty_account: 1, zk_compressed_token: 3 });
  });

  it('are missed with a warning where their index fails, and the rest is there', async () => {
    const { wallet } = await seeded({ amounts: [5] });
    const [account] = await localnet.seed(wallet.address, { empty: 1 });
    const { items } = await list(wallet);
    const blind = await openWorld({ 'photon.url': 'http://127.0.0.1:1' }, lightUrl, lightUrl);
    const { status, json } = await blind.backend.get(`/wallet/${wallet.address}/assets`);
    expect(status).toBe(200);
    expect(json.items.map(({ address }: any) => address)).toEqual([account!.address]);
    expect(json.warnings).toMatchObject([
      { code: 'source_unavailable', source: 'compressed_tokens' },
    ]);
    const selections = items.map((item: any) => ({ ...burnOf(item), action: item.actions[0] }));
    const built = (
      await blind.backend.post(`/wallet/${wallet.address}/transactions`, { items: selections })
    ).json;
    expect(built.transactions).toHaveLength(1);
    expect(Object.values(reasons(built.rejected))).toEqual(['source_unavailable']);
    await blind.burner.stop();
  });

  it('need room: what does not fit is said', async () => {
    const { wallet } = await seeded({ amounts: [5], version: 3 });
    const { items } = await list(wallet);
    expect(
      reasons(
        (await build(wallet, items.map(burnOf), { reserveBytes: 400, donationPercentage: 0.1 }))
          .rejected,
      ),
    ).toEqual({ [items[0].address]: 'proof_too_large' });
  });
});
