import { afterAll, describe, expect, it } from 'vitest';
import { returnedBy, sum } from './support/job.ts';
import type { SeededAccount } from './support/localnet.ts';
import { makeShare, seedSingle } from './support/positions.ts';
import { openTerminal } from './support/terminal.ts';
import { openWorld } from './support/world.ts';

// `burner reclaim`: the main job from a terminal, on the real chain.
const world = await openWorld();
const { localnet, burner, key } = world;
afterAll(() => burner.stop());

/** With accounts to close and two tokens to burn. */
async function terminal() {
  const { wallet, reclaim } = await openTerminal(key);
  const accounts = await localnet.seed(wallet.address, {
    empty: 30,
    emptyT22Withheld: 2,
    wsol: 1,
    balance: 2,
    emptyForeignClose: 1,
  });
  const left = async () => {
    const states = await Promise.all(
      accounts.map(async (account) => ((await localnet.account(account.address)) ? [account] : [])),
    );
    return states.flat();
  };
  return { wallet, accounts, reclaim, left, server: ['--server', burner.url] };
}

/** Gives the accounts so much beyond their rent. */
async function enrich(accounts: readonly SeededAccount[], excess: number): Promise<void> {
  for (const { address } of accounts) {
    const { data, owner, lamports } = (await localnet.account(address))!;
    await localnet.call('localnet_setAccount', {
      address,
      owner,
      data: data[0],
      lamports: lamports + excess,
    });
  }
}

const closable = (accounts: readonly SeededAccount[]) =>
  accounts.filter(({ disposition }) => disposition === 'close');

describe('burner reclaim', () => {
  it('with --dry-run shows what it would do and changes nothing', async () => {
    const { wallet, accounts, reclaim, left, server } = await terminal();
    const before = await localnet.balance(wallet.address);
    const { code, out, err } = await reclaim(...server, '--dry-run');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Would reclaim');
    expect(await localnet.balance(wallet.address)).toBe(before);
    expect(await left()).toHaveLength(accounts.length);
  });

  it('asks before it signs: without a terminal and without --yes it does nothing', async () => {
    const { accounts, reclaim, left, server } = await terminal();
    expect((await reclaim(...server)).code).toBe(5);
    expect(await left()).toHaveLength(accounts.length);
  });

  it('with --yes closes the empty accounts, burns what is named and nothing else, to the lamport', async () => {
    const { wallet, accounts, reclaim, left, server } = await terminal();
    const [burned, kept] = accounts.filter(({ disposition }) => disposition === 'burn');
    const done = [...closable(accounts), burned!];
    const [before, donated] = [
      await localnet.balance(wallet.address),
      await localnet.balance(world.donationWallet),
    ];
    const { code, out, err } = await reclaim(
      ...server,
      '--yes',
      '--json',
      '--burn',
      burned!.mint,
      '--protect-above-usd',
      'none',
      '--donation',
      '5',
      '--donation-to',
      world.donationWallet,
    );
    expect(code, err).toBe(0);
    const report = JSON.parse(out);
    let fees = 0;
    for (const { status, signature } of report.transactions) {
      expect(status).toBe('confirmed');
      fees += await localnet.confirmed(signature);
    }
    expect(report.totals.grossRebate).toBe(sum(done.map(returnedBy)));
    expect((await localnet.balance(wallet.address)) - before).toBe(report.totals.netRebate - fees);
    expect((await localnet.balance(world.donationWallet)) - donated).toBe(
      report.totals.donationAmount,
    );
    expect(new Set(await left())).toEqual(
      new Set(accounts.filter((account) => !done.includes(account))),
    );
    expect(await localnet.tokenAmount(kept!.address)).toBe(kept!.amount);
  });

  it('with --withdraw-excess also takes what the others hold beyond their rent, and leaves them as they are', async () => {
    const { wallet, accounts, reclaim, left, server } = await terminal();
    const staying = accounts.filter((account) => !closable(accounts).includes(account));
    await enrich(staying, 550_840);
    const before = await localnet.balance(wallet.address);
    const { code, out, err } = await reclaim(...server, '--yes', '--json', '--withdraw-excess');
    expect(code, err).toBe(0);
    const report = JSON.parse(out);
    let fees = 0;
    for (const { signature } of report.transactions) fees += await localnet.confirmed(signature);
    expect(report.withdraw.map(({ address }: SeededAccount) => address).sort()).toEqual(
      staying.map(({ address }) => address).sort(),
    );
    const gross = sum(closable(accounts).map(returnedBy)) + staying.length * 550_840;
    expect(report.totals.grossRebate).toBe(gross);
    expect((await localnet.balance(wallet.address)) - before).toBe(gross - fees);
    expect(new Set(await left())).toEqual(new Set(staying));
    for (const { address, lamports, amount } of staying) {
      expect((await localnet.account(address))!.lamports).toBe(lamports);
      expect(await localnet.tokenAmount(address)).toBe(amount);
    }
  });

  it('tells plain lines without a terminal: what was sent and what was confirmed', async () => {
    const { accounts, reclaim, left, server } = await terminal();
    const frames = async () =>
      Number(
        /^burner_stream_frames_total (\d+)$/m.exec(
          (await burner.send({ path: '/metrics' })).text,
        )?.[1],
      );
    const before = await frames();
    const { code, out } = await reclaim(...server, '--yes');
    expect(code, out).toBe(0);
    const [sent, confirmed] = [/^ {5}sent (\S{80,90})$/gm, /^confirmed (\S{80,90})$/gm].map(
      (line) => [...out.matchAll(line)].map(([, signature]) => signature),
    );
    expect(sent!.length).toBeGreaterThan(0);
    // it was told, and had not to ask
    expect(await frames()).toBeGreaterThanOrEqual(before + sent!.length);
    expect(new Set(confirmed)).toEqual(new Set(sent));
    expect(out).not.toContain('\x1b');
    expect(await left()).toHaveLength(accounts.length - closable(accounts).length);
  });

  it('with --rpc-url donates to whom it was told, from a server of its own', async () => {
    const { reclaim } = await terminal();
    const args = [
      '--rpc-url',
      localnet.url,
      '--yes',
      '--json',
      '--donation',
      '5',
      '--donation-to',
      world.donationWallet,
    ];
    const donated = await localnet.balance(world.donationWallet);
    const { code, out, err } = await reclaim(...args);
    expect(code, err).toBe(0);
    const { transactions, totals, mayStillLand } = JSON.parse(out);
    for (const { signature, does } of transactions) {
      await localnet.confirmed(signature);
      expect(does).toContain(`SOL to ${world.donationWallet}.`);
    }
    expect(mayStillLand).toEqual([]);
    expect(totals.donationAmount).toBeGreaterThan(0);
    expect(await localnet.balance(world.donationWallet)).toBe(donated + totals.donationAmount);
  });

  it('shows what each transaction does, and the most that all of it costs, before it signs', async () => {
    const { reclaim, accounts, server } = await terminal();
    const { mint, amount, decimals } = accounts.find(({ disposition }) => disposition === 'burn')!;
    const { code, out } = await reclaim(
      ...server,
      '--dry-run',
      '--burn',
      mint,
      '--protect-above-usd',
      'none',
      '--donation',
      '5',
      '--donation-to',
      world.donationWallet,
      '--priority',
      'none',
    );
    expect(code, out).toBe(0);
    expect(out).toMatch(
      new RegExp(`It donates 5 % to ${world.donationWallet}, at most 0\\.\\d{9} SOL in all\\.`),
    );
    expect(out).toContain('priority costs at most 0.000000000 SOL in all');
    const whole = (BigInt(amount) / 10n ** BigInt(decimals)).toString();
    expect(out).toMatch(new RegExp(`Burns ${whole}[.\\d]* of ${mint}\\.`));
    expect(out).toMatch(/Closes \d+ accounts\. [^\n]*Pays 0\.000005 SOL, of which 0 is priority\./);
  });

  it('asks the chain about positions with --verify-rpc, and burns what is none', async () => {
    const { wallet, reclaim } = await openTerminal(key);
    const single = await seedSingle(localnet, wallet.address);
    const args = [
      '--server',
      burner.url,
      '--yes',
      '--burn',
      single.mint,
      '--protect-above-usd',
      'none',
    ];
    const unasked = await reclaim(...args, '--dry-run');
    expect([unasked.code, unasked.out]).toEqual([
      0,
      expect.stringContaining('The chain was not asked whether the NFTs to burn are positions'),
    ]);
    const unreachable = await reclaim(...args, '--verify-rpc', 'http://127.0.0.1:1/?key=canary');
    expect([unreachable.code, unreachable.err]).toEqual([
      3,
      expect.stringContaining('cannot reach 127.0.0.1:1: connection refused'),
    ]);
    expect(unreachable.err).not.toContain('canary');
    expect((await reclaim(...args, '--verify-rpc', localnet.url)).code).toBe(0);
    expect(await localnet.account(single.address)).toBeNull();
  });

  it('burns shares of pools only by a flag of their own', async () => {
    const { wallet, reclaim } = await openTerminal(key);
    const [share] = await localnet.seed(wallet.address, { balance: 1 });
    await makeShare(localnet, share!.mint);
    const args = [
      '--server',
      burner.url,
      '--yes',
      '--protect-above-usd',
      'none',
      '--donation',
      '5',
      '--donation-to',
      world.donationWallet,
    ];
    const refused = await reclaim(...args, '--burn', share!.mint);
    expect([refused.code, refused.err]).toEqual([
      2,
      expect.stringContaining('Name it with --burn-liquidity'),
    ]);
    expect(await localnet.tokenAmount(share!.address)).toBe(share!.amount);
    const { code, out, err } = await reclaim(...args, '--burn-liquidity', share!.mint);
    expect(code, err).toBe(0);
    expect(out).toMatch(
      /Burn, and lose a share of a pool's liquidity\n {2}1 token +0\.001488440 SOL back\n/,
    );
    expect(await localnet.account(share!.address)).toBeNull();
  });

  it('needs no server with --rpc-url', async () => {
    const { accounts, reclaim, left } = await terminal();
    const { code, out, err } = await reclaim('--rpc-url', localnet.url, '--yes', '--json');
    expect(code, err).toBe(0);
    for (const { signature } of JSON.parse(out).transactions) await localnet.confirmed(signature);
    expect(await left()).toHaveLength(accounts.length - closable(accounts).length);
  });

  it('says what is wrong with its options, its key file and its credentials', async () => {
    const { reclaim, server } = await terminal();
    expect((await reclaim(...server, '--keypair', '/nowhere.json', '--yes')).code).not.toBe(0);
    const gone = await reclaim('--server', 'http://127.0.0.1:1', '--yes');
    expect([gone.code, gone.err]).toEqual([
      3,
      'error: cannot reach 127.0.0.1:1: connection refused\n',
    ]);
    const unknownHost = await reclaim('--rpc-url', 'https://me:canary@rpc.invalid/canary', '--yes');
    expect([unknownHost.code, unknownHost.err]).toEqual([
      3,
      'error: cannot reach rpc.invalid: could not resolve host\n',
    ]);
    const unknown = await reclaim(
      ...server,
      '--burn',
      'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
      '--yes',
    );
    expect([unknown.code, unknown.err]).toEqual([
      2,
      expect.stringContaining('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v'),
    ]);
  });

  it('prints the whole list as JSON without --yes, with what is kept and why', async () => {
    const { reclaim, accounts, left, server } = await terminal();
    for (const look of ['--list', '--dry-run']) {
      const { code, out, err } = await reclaim(...server, look, '--json');
      expect(code, err).toBe(0);
      const report = JSON.parse(out);
      expect(report.close).toHaveLength(closable(accounts).length);
      expect(report.keep.length + report.blocked.length).toBe(
        accounts.length - closable(accounts).length,
      );
      for (const item of report.keep)
        expect(item).toMatchObject({
          name: expect.any(String),
          balance: expect.stringMatching(/^\d+$/),
          usdValue: null,
          reason: { code: 'not_named', message: expect.any(String) },
        });
      for (const { reason } of report.blocked)
        expect(reason).toEqual({ code: expect.any(String), message: expect.any(String) });
    }
    expect(await left()).toHaveLength(accounts.length);
  });
});
