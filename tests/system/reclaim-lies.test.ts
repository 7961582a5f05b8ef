import { afterAll, describe, expect, it } from 'vitest';
import { openAssetWorld } from './support/asset-world.ts';
import { disguise, openLyingWorld, seedFour } from './support/lies.ts';
import { LyingProxy } from './support/lying-proxy.ts';
import { describeWithMetaplex } from './support/metaplex.ts';
import { makePosition, seedSingle } from './support/positions.ts';
import { openTerminal } from './support/terminal.ts';
import { newWallet, programs, rebuilt, withInstructions } from './support/wallet.ts';

// `burner reclaim` against a server that lies: it signs nothing of it, and the chain stays as it
// was.
const { localnet, key, donationWallet, proxy } = await openLyingWorld();

const server = ['--server', proxy.url, '--yes', '--protect-above-usd', 'none'];
const donating = ['--donation', '5', '--donation-to', donationWallet];

/** A wallet with two accounts to close and two tokens to burn. */
async function terminal() {
  const { wallet, reclaim } = await openTerminal(key);
  const { accounts, token, other, state } = await seedFour(localnet, wallet.address);
  /** What the command says when it refuses; nothing was handed over, and nothing has changed. */
  const refusal = async (...args: string[]) => {
    const before = await state();
    const { code, err, out } = await reclaim(...server, ...args);
    expect(code, err + out).toBe(4);
    expect(proxy.submits).toBe(0);
    expect(await state()).toEqual(before);
    return err;
  };
  return { wallet, accounts, token, other, reclaim, refusal };
}

const itemOf = (list: any, { address }: { address: string }) =>
  list.items.find((item: any) => item.address === address);

/** Lamports of the transfers in a built transaction, changed. */
function donate(built: any, change: { lamports?: number; to?: string }): void {
  for (const transaction of built.transactions) {
    transaction.transactionBase64 = rebuilt(transaction, (message) =>
      withInstructions(message, (instructions) =>
        instructions.map((instruction) => {
          if (instruction.programAddress !== programs.system) return instruction;
          const data = Buffer.from(instruction.data!);
          if (change.lamports !== undefined) data.writeBigUInt64LE(BigInt(change.lamports), 4);
          const [from, to] = instruction.accounts!;
          return {
            ...instruction,
            data: new Uint8Array(data),
            accounts: [from!, { ...to!, address: (change.to ?? to!.address) as never }],
          };
        }),
      ),
    );
    if (change.lamports !== undefined) transaction.donationAmount = change.lamports;
    transaction.netRebate = transaction.grossRebate - transaction.donationAmount;
  }
}

describe('burner reclaim refuses', () => {
  it('nothing of an honest server, also behind a proxy', async () => {
    const { accounts, token, reclaim } = await terminal();
    const { code, err } = await reclaim(...server, ...donating, '--burn', token.mint, '--json');
    expect(code, err).toBe(0);
    expect(proxy.submits).toBeGreaterThan(0);
    const left = await Promise.all(accounts.map(({ address }) => localnet.account(address)));
    expect(left.filter((account) => account !== null)).toHaveLength(1);
  });

  it('to close what is no empty account, protected or not', async () => {
    const { token, refusal } = await terminal();
    proxy.lies = disguise(token, 'nft', 'close');
    expect(await refusal('--protect-mint', token.mint)).toContain(
      'it offers to close an item of type nft, but only empty accounts can be closed',
    );
    expect(await refusal()).toContain('cannot be true');
  });

  it('a burn of what was listed as an empty account', async () => {
    const { token, refusal } = await terminal();
    proxy.lies = disguise(token, 'empty_account', 'close');
    expect(await refusal('--protect-mint', token.mint)).toMatch(
      /rule: (not_requested|unknown_instruction)/,
    );
  });

  it('another receiver of the donation', async () => {
    const { refusal } = await terminal();
    const to = (await newWallet()).address;
    proxy.lies = { built: (built) => donate(built, { to }) };
    expect(await refusal(...donating)).toContain('rule: donation_wallet');
    proxy.lies = {};
    expect(await refusal('--donation', '5', '--donation-to', to)).toContain(
      'rule: donation_wallet',
    );
  });

  it('a donation of more than accounts can hold, whatever they are said to hold', async () => {
    const { refusal } = await terminal();
    proxy.lies = {
      list: (list) =>
        list.items
          .filter(({ type }: any) => type === 'empty_account')
          .forEach((item: any) => (item.reclaimableLamports = 100_000_000_000)),
      built: (built) => {
        for (const transaction of built.transactions) transaction.grossRebate = 200_000_000_000;
        donate(built, { lamports: 500_000_000 });
      },
    };
    expect(await refusal(...donating)).toContain('rule: donation_amount');
  });

  it('a lamport more of a donation than was shown', async () => {
    const { refusal } = await terminal();
    proxy.lies = { built: (built) => donate(built, { lamports: built.totals.donationAmount + 1 }) };
    expect(await refusal(...donating)).toContain('rule: donation_total');
  });

  it('another mint under an address', async () => {
    const { token, other, refusal } = await terminal();
    proxy.lies = {
      list: (list) => {
        const [one, two] = [itemOf(list, token), itemOf(list, other)];
        [one.mint, two.mint] = [two.mint, one.mint];
      },
      request: ({ items }) => items.forEach((item: any) => delete item.expectedMint),
    };
    expect(await refusal('--burn', token.mint)).toContain('rule: mint');
  });

  it('an amount that was shown as another', async () => {
    const { token, refusal } = await terminal();
    proxy.lies = { list: (list) => (itemOf(list, token).uiBalance = 0.000005) };
    expect(await refusal('--burn', token.mint)).toContain('but the server shows 0.000005');
    proxy.lies = {
      list: (list) => {
        const item = itemOf(list, token);
        item.decimals += 6;
        item.uiBalance = Number(`${item.balance}e-${item.decimals}`);
      },
    };
    expect(await refusal('--burn', token.mint)).toContain(
      'was listed with another number of decimals than is signed',
    );
  });

  it('a position that is listed as any other token', async () => {
    const { wallet, reclaim } = await openTerminal(key);
    const single = await seedSingle(localnet, wallet.address);
    await makePosition(localnet, single.mint);
    proxy.lies = {
      list: (list) => {
        const item = itemOf(list, single);
        delete item.blocked;
        item.actions = ['burn'];
      },
    };
    const { code, err } = await reclaim(
      ...server,
      '--burn',
      single.mint,
      '--verify-rpc',
      localnet.url,
    );
    expect([code, err]).toEqual([
      2,
      expect.stringContaining(`${single.mint} is a position in a liquidity pool`),
    ]);
    expect(proxy.submits).toBe(0);
    expect(await localnet.tokenAmount(single.address)).toBe('1');
  });

  it('to pay for priority where none was agreed, or more than was', async () => {
    const { refusal } = await terminal();
    proxy.lies = { request: (request) => (request.priorityFeeLevel = 'high') };
    expect(await refusal('--priority', 'none')).toContain('rule: fee');
    expect(await refusal('--priority', 'high', '--max-fee', '0')).toContain('rule: fee_total');
  });
});

describeWithMetaplex('burner reclaim and NFTs', async (metaplexUrl) => {
  const assetWorld = await openAssetWorld(metaplexUrl);
  const liar = await LyingProxy.open(assetWorld.burner.url);
  afterAll(async () => {
    liar.close();
    await assetWorld.burner.stop();
  });

  it.each(['nft', 'empty_account'])(
    'burns none that is listed as a close of an %s',
    async (type) => {
      const { wallet, reclaim } = await openTerminal(assetWorld.key);
      const [nft] = await assetWorld.localnet.seedAssets(wallet.address, { nft: 1 });
      liar.lies = disguise({ address: nft!.address, type: 'nft' }, type, 'close');
      for (const protection of [[], ['--protect-mint', nft!.mint!]]) {
        const { code, err, out } = await reclaim('--server', liar.url, '--yes', ...protection);
        expect(code, err + out).toBe(4);
      }
      expect(liar.submits).toBe(0);
      expect(await assetWorld.localnet.tokenAmount(nft!.address)).toBe('1');
    },
  );
});
