import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inRunDirectory } from './support/secrets.ts';
import { openTerminal } from './support/terminal.ts';
import { until } from './support/until.ts';
import { signed, type Wallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// `burner reclaim` for a wallet whose key it does not have.
const world = await openWorld();
const { localnet, burner, key } = world;
afterAll(() => burner.stop());
const server = ['--server', burner.url];

/** Another program, which signs what lies in a folder. */
class Folder {
  readonly path = mkdtempSync(inRunDirectory('unsigned-'));

  async content(name: string): Promise<string> {
    const file = path.join(this.path, name);
    await until(async () => existsSync(file), 30_000);
    return readFileSync(file, 'utf8').trim();
  }

  async sign(number: number, wallet: Wallet): Promise<void> {
    const built = { transactionBase64: await this.content(`${number}.unsigned`) };
    const { transactionBase64 } = await signed(wallet, { ...built, submissionTicket: '' });
    writeFileSync(path.join(this.path, `${number}.signed`), `${transactionBase64}\n`);
  }
}

describe('burner reclaim --wallet', () => {
  it('looks and checks without a key, and changes nothing', async () => {
    const { wallet, reclaimKeyless } = await openTerminal(key);
    const [account] = await localnet.seed(wallet.address, { empty: 1 });
    const { code, out, err } = await reclaimKeyless(...server, '--wallet', wallet.address);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Would reclaim');
    expect(await localnet.account(account!.address)).not.toBeNull();
  });

  it('without an address or a key says where it looked for one', async () => {
    const { reclaimKeyless } = await openTerminal(key);
    const { code, err } = await reclaimKeyless(...server, '--list');
    expect(code).toBe(2);
    expect(err).toContain('.config/solana/id.json is not there');
  });

  it('with --unsigned has another program sign each, to the lamport', async () => {
    const { wallet, reclaimKeyless } = await openTerminal(key);
    const accounts = await localnet.seed(wallet.address, { empty: 60 });
    const before = await localnet.balance(wallet.address);
    const folder = new Folder();
    const args = ['--wallet', wallet.address, '--unsigned', folder.path, '--yes', '--json'];
    const running = reclaimKeyless(...server, ...args);
    for (const number of [1, 2, 3]) await folder.sign(number, wallet);
    const { code, out, err } = await running;
    expect(code, err).toBe(0);
    const { totals, transactions } = JSON.parse(out);
    expect(transactions).toHaveLength(3);
    let fees = 0;
    for (const { signature } of transactions) fees += await localnet.confirmed(signature);
    expect((await localnet.balance(wallet.address)) - before).toBe(totals.netRebate - fees);
    for (const { address } of accounts) expect(await localnet.account(address)).toBeNull();
    expect(readdirSync(folder.path).toSorted()).toEqual(['1.signed', '2.signed', '3.signed']);
  }, 60_000);

  it('refreshes a transaction while it waits for the signature', async () => {
    const { wallet, reclaimKeyless } = await openTerminal(key);
    const [account] = await localnet.seed(wallet.address, { empty: 1 });
    const folder = new Folder();
    const args = ['--wallet', wallet.address, '--unsigned', folder.path, '--yes'];
    const running = reclaimKeyless(...server, ...args);
    const first = await folder.content('1.unsigned');
    await until(async () => (await folder.content('1.unsigned')) !== first, 60_000);
    await folder.sign(1, wallet);
    const { code, err } = await running;
    expect(code, err).toBe(0);
    expect(await localnet.account(account!.address)).toBeNull();
  }, 90_000);
});
