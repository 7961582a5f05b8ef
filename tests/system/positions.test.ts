import { type Address, getAddressEncoder, getProgramDerivedAddress } from '@solana/kit';
import { afterAll, describe, expect, it } from 'vitest';
import { land } from './support/job.ts';
import { streamed } from './support/stream.ts';
import { newWallet, programs, type Wallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// Tokens that stand for liquidity in a pool: the chain tells them, and nobody burns a position by
// mistake.
const fork = (await newWallet()).address;
const { localnet, burner, backend, token } = await openWorld({
  'protection.position_programs': `${fork}:seat`,
});
afterAll(() => burner.stop());

const orca = 'whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc' as Address;
const raydiumAuthority = '5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1' as Address;
const bytesOf = (address: Address) => Buffer.from(getAddressEncoder().encode(address));
const setAccount = (address: string, owner: string, data: Buffer, lamports = 2_500_000) =>
  localnet.call('localnet_setAccount', { address, owner, data: data.toString('base64'), lamports });

/** A mint and the wallet's account of it, as the token program lays them out. */
async function give(
  wallet: Wallet,
  {
    supply = 1n,
    decimals = 0,
    authority,
  }: { supply?: bigint; decimals?: number; authority?: Address } = {},
) {
  const [mint, account] = [(await newWallet()).address, (await newWallet()).address];
  const minted = Buffer.alloc(82);
  minted.writeUInt32LE(authority ? 1 : 0);
  if (authority) bytesOf(authority).copy(minted, 4);
  minted.writeBigUInt64LE(supply, 36);
  minted.set([decimals, 1], 44);
  await setAccount(mint, programs.token, minted);
  const held = Buffer.alloc(165);
  bytesOf(mint).copy(held);
  bytesOf(wallet.address).copy(held, 32);
  held.writeBigUInt64LE(supply, 64);
  held[108] = 1;
  await setAccount(account, programs.token, held);
  return { mint, account };
}

async function placePosition(
  mint: Address,
  programAddress: Address,
  seed: string,
  owner: string = programAddress,
) {
  const [address] = await getProgramDerivedAddress({
    programAddress,
    seeds: [seed, bytesOf(mint)],
  });
  await setAccount(address, owner, Buffer.alloc(216, 7));
}

const itemsOf = async (wallet: Wallet): Promise<any[]> =>
  (await backend.get(`/wallet/${wallet.address}/assets`)).json.items;
const burnOf = (address: string, type = 'token') => ({ type, address, action: 'burn' as const });
const build = async (wallet: Wallet, items: object[]) => {
  const { status, json, text } = await backend.post(`/wallet/${wallet.address}/transactions`, {
    items,
  });
  expect(status, text).toBe(200);
  return json;
};
async function richWallet(): Promise<Wallet> {
  const wallet = await newWallet();
  await localnet.call('requestAirdrop', wallet.address, 1_000_000_000);
  return wallet;
}

describe('a position in a pool', () => {
  it.each([
    ['Orca', orca, 'position'],
    ['a bundle of Orca', orca, 'position_bundle'],
    ['a fork that the operator names', fork, 'seat'],
  ])('of %s is blocked in list and stream and rejected by a build', async (_, program, seed) => {
    const wallet = await richWallet();
    const { mint, account } = await give(wallet);
    await placePosition(mint, program, seed);
    const [item] = await itemsOf(wallet);
    expect(item).toMatchObject({ address: account, mint, blocked: { code: 'position' } });
    expect(item.actions).not.toContain('burn');
    const { frames } = await streamed(burner, wallet.address, await token(wallet.address));
    expect(frames.flatMap(({ items }) => items)).toEqual([item]);
    for (const type of ['token', 'nft', 'fungible_asset']) {
      for (const more of [{}, { acknowledge: 'liquidity' }, { expectedBalance: '1' }]) {
        const built = await build(wallet, [{ ...burnOf(account, type), ...more }]);
        expect(built).toMatchObject({
          transactions: [],
          rejected: [{ address: account, code: 'position' }],
        });
      }
    }
    expect(await localnet.tokenAmount(account)).toBe('1');
  });

  it('is none where another program owns the account, and is burned then', async () => {
    const wallet = await richWallet();
    const { mint, account } = await give(wallet);
    await placePosition(mint, orca, 'position', programs.system);
    const [item] = await itemsOf(wallet);
    expect(item.actions).toContain('burn');
    await land(localnet, backend, wallet, (await build(wallet, [burnOf(account)])).transactions);
    expect(await localnet.account(account)).toBeNull();
  });
});

describe('a share of a pool', () => {
  it('is blocked in the list and built only for an item that acknowledges it', async () => {
    const wallet = await richWallet();
    const { account } = await give(wallet, {
      supply: 5_000n,
      decimals: 6,
      authority: raydiumAuthority,
    });
    expect(await itemsOf(wallet)).toMatchObject([
      { address: account, blocked: { code: 'liquidity' } },
    ]);
    expect(await build(wallet, [burnOf(account)])).toMatchObject({
      transactions: [],
      rejected: [{ code: 'liquidity' }],
    });
    const built = await build(wallet, [{ ...burnOf(account), acknowledge: 'liquidity' }]);
    expect(built.rejected).toEqual([]);
    await land(localnet, backend, wallet, built.transactions);
    expect(await localnet.account(account)).toBeNull();
  });

  it('is acknowledged by one word only', async () => {
    const wallet = await newWallet();
    const answer = await backend.post(`/wallet/${wallet.address}/transactions`, {
      items: [{ ...burnOf(wallet.address), acknowledge: 'all' }],
    });
    expect([answer.status, answer.json.message]).toEqual([
      400,
      'items[0].acknowledge must be liquidity',
    ]);
  });
});
