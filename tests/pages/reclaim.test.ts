import { describe, expect, it } from 'vitest';
import { until } from '../system/support/until.ts';
import { openPageWorld } from './support/page-world.ts';
import type { Visit } from './support/browser.ts';

// A wallet's owner, from the first screen to the lamports that are back.
const world = await openPageWorld();
const { localnet, burner, project } = world;

/** Lamports in a heading such as `0.025488120 SOL are back`. */
function lamportsIn(text: string): number {
  const [, whole, fraction] = /([\d,]+)\.(\d{9}) SOL/.exec(text)!;
  return Number(whole!.replaceAll(',', '')) * 1e9 + Number(fraction);
}

/** Waits until the server knows whether a proof is demanded. */
async function demands(status: number): Promise<void> {
  const body = JSON.stringify({ walletAddress: world.donationWallet });
  const headers = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
  const request = { method: 'POST', path: '/api/burn-session', headers, body };
  await until(async () => (await burner.send(request)).status === status);
}

async function selectEmpties(visit: Visit): Promise<void> {
  await visit.button(/^Select \d+ empty/).click();
}

/** Signs what is shown, and gives the heading of the result. */
async function signAll(visit: Visit, phrase?: string): Promise<string> {
  await visit.reviewed();
  if (phrase) await visit.page.getByLabel(/^Type/).fill(phrase);
  await visit.button(/^Sign 1 of/).click();
  await visit.headingIs(/are back|Done, for|Nothing was changed/);
  return visit.heading();
}

describe('The page', () => {
  it('gives back what it says, to the lamport', async () => {
    const { wallet, seed } = await world.walletWith({ empty: 40, balance: 2 });
    const visit = await world.visit({ seed });
    await visit.connect();
    await visit.read();
    await selectEmpties(visit);
    await visit.button('Review').click();
    await visit.reviewed();
    const before = await localnet.balance(wallet.address);
    const back = lamportsIn(await signAll(visit));
    expect(await localnet.balance(wallet.address)).toBe(before + back);
    expect(await visit.text()).toContain('40 closed · 0 burned · 0 failed');
    await visit.button('Back to the list').click();
    await visit.read();
    expect(await visit.text()).toContain('All 2');
    expect(visit.complaints).toEqual([]);
    expect([...visit.origins]).toEqual([burner.url]);
    await visit.close();
  });

  it('burns only after the phrase was typed', async () => {
    const { wallet, seed } = await world.walletWith({ balance: 3 });
    const visit = await world.visit({ seed });
    await visit.connect();
    await visit.read();
    for (const box of await visit.page.getByRole('checkbox').all()) await box.check();
    await visit.button('Review').click();
    await visit.reviewed();
    expect(await visit.text()).toContain('3 items burned');
    const sign = visit.button(/^Sign 1 of/);
    expect(await sign.isDisabled()).toBe(true);
    await visit.page.getByLabel(/^Type/).fill('burn 2');
    expect(await sign.isDisabled()).toBe(true);
    const before = await localnet.balance(wallet.address);
    const back = lamportsIn(await signAll(visit, 'burn 3'));
    expect(await localnet.balance(wallet.address)).toBe(before + back);
    expect(await visit.text()).toContain('3 burned');
    await visit.close();
  });

  it('signs no more than its owner chose, and goes on with the rest', async () => {
    const { wallet, seed } = await world.walletWith({ empty: 60 });
    const visit = await world.visit({ seed });
    await visit.connect();
    await visit.read();
    await selectEmpties(visit);
    await visit.button('Review').click();
    await visit.reviewed();
    await visit.page.getByLabel('only the best-paying').check();
    const before = await localnet.balance(wallet.address);
    const first = lamportsIn(await signAll(visit));
    expect(await visit.text()).toContain('You stopped');
    expect(await localnet.balance(wallet.address)).toBe(before + first);
    await visit.button(/^Go on with the rest/).click();
    const second = lamportsIn(await signAll(visit));
    expect(await localnet.balance(wallet.address)).toBe(before + first + second);
    await visit.close();
  });

  it('keeps what was signed before the owner declined', async () => {
    const { wallet, seed } = await world.walletWith({ empty: 75 });
    const visit = await world.visit({ seed, decline: [2] });
    await visit.connect();
    await visit.read();
    await selectEmpties(visit);
    await visit.button('Review').click();
    await visit.reviewed();
    const before = await localnet.balance(wallet.address);
    const first = lamportsIn(await signAll(visit));
    expect(await visit.text()).toContain('You declined in your wallet');
    await visit.button(/^Go on with the rest/).click();
    const rest = lamportsIn(await signAll(visit));
    expect(await localnet.balance(wallet.address)).toBe(before + first + rest);
    await visit.close();
  });

  it('uses wallets that sign and send', async () => {
    const { wallet, seed } = await world.walletWith({ empty: 5 });
    const send = (transaction: string) =>
      localnet.call<string>('sendTransaction', transaction, {
        encoding: 'base64',
        preflightCommitment: 'confirmed',
      });
    const visit = await world.visit({ seed, send });
    await visit.connect();
    await visit.read();
    await selectEmpties(visit);
    await visit.button('Review').click();
    await visit.reviewed();
    const before = await localnet.balance(wallet.address);
    const back = lamportsIn(await signAll(visit));
    expect(await localnet.balance(wallet.address)).toBe(before + back);
    await visit.close();
  });

  it('builds anew when the donation changes, and donates what it shows', async () => {
    const { wallet, seed } = await world.walletWith({ empty: 4 });
    const visit = await world.visit({ seed });
    await visit.connect();
    await visit.read();
    await selectEmpties(visit);
    await visit.button('Review').click();
    await visit.reviewed();
    await visit.page.getByLabel('Donation').fill('50');
    await visit.page.getByText('50%').waitFor();
    await visit.page.locator('dl[data-stale="false"]').waitFor();
    const shown = await visit.page.locator('dl dd').nth(1).textContent();
    const donated = lamportsIn(shown!);
    expect(donated).toBeGreaterThan(0);
    const [before, wallets] = [
      await localnet.balance(wallet.address),
      await localnet.balance(world.donationWallet),
    ];
    const back = lamportsIn(await signAll(visit));
    expect(await localnet.balance(wallet.address)).toBe(before + back);
    expect(await localnet.balance(world.donationWallet)).toBe(wallets + donated);
    await visit.close();
  });

  it('says so when there is nothing', async () => {
    const { seed } = await world.walletWith({});
    const visit = await world.visit({ seed });
    await visit.connect();
    await visit.read();
    expect(await visit.text()).toContain('There is nothing here that can be closed or burned.');
    await visit.close();
  });

  it('goes on silently when its session has expired', async () => {
    const { wallet, seed } = await world.walletWith({ empty: 3 });
    const visit = await world.visit({ seed });
    // The page's token is good for a second: the next request is refused once.
    await visit.page.route('**/api/burn-session', async (route) => {
      const short = await world.token(wallet.address, { ttlSeconds: 1 });
      const answer = await route.fetch();
      const json = await answer.json();
      await route.fulfill({
        response: answer,
        json: minted++ === 0 ? { ...json, token: short } : json,
      });
    });
    let minted = 0;
    await visit.connect();
    await visit.read();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await selectEmpties(visit);
    await visit.button('Review').click();
    const before = await localnet.balance(wallet.address);
    const back = lamportsIn(await signAll(visit));
    expect(await localnet.balance(wallet.address)).toBe(before + back);
    expect(minted).toBe(2);
    await visit.close();
  });

  it('says that the operator has ended its session, and asks for a new one', async () => {
    const { wallet, seed } = await world.walletWith({ empty: 3 });
    const visit = await world.visit({ seed });
    await visit.connect();
    await visit.read();
    await world.backend.post('/sessions/revoke', { walletAddress: wallet.address });
    await selectEmpties(visit);
    await visit.button('Review').click();
    await visit.headingIs('Nothing was changed');
    expect(await visit.text()).toContain('Session revoked');
    await visit.button('Back to the list').click();
    await visit.button('Continue').click();
    await visit.read();
    expect(await visit.text()).toContain('All 3');
    await visit.close();
  });

  it('keeps what has come when the reading is broken off', async () => {
    const { seed } = await world.walletWith({ empty: 3 });
    const visit = await world.visit({ seed });
    let readings = 0;
    await visit.page.routeWebSocket(/assets\/stream/, (socket) => {
      const server = socket.connectToServer();
      const isFirst = readings++ === 0;
      server.onMessage((message) => {
        const frame = JSON.parse(String(message));
        socket.send(isFirst ? JSON.stringify({ ...frame, complete: false }) : message);
        if (isFirst) void socket.close({ code: 1001 });
      });
    });
    await visit.connect();
    await visit.page.getByText('Reading was broken off').waitFor();
    expect(await visit.text()).toContain('All 3');
    await visit.button('Read again').click();
    await visit.read();
    expect(await visit.text()).toContain('All 3');
    await visit.close();
  });

  it('follows its wallet to another account', async () => {
    const { seed } = await world.walletWith({ empty: 3 });
    const visit = await world.visit({ seed });
    await visit.connect();
    await visit.read();
    await visit.page.evaluate(() => {
      for (const listener of (globalThis as any).testWallet.listeners) listener({ accounts: [] });
    });
    await visit.headingIs(/^Get back the SOL/);
    await visit.close();
  });

  it('proves the wallet where the project demands it', async () => {
    await burner.ask(
      'project',
      'set',
      '--project',
      project.id,
      '--require-proof',
      'on',
      '--allow-origin',
      'https://app.example',
    );
    await demands(403);
    const { seed } = await world.walletWith({ empty: 2 });
    const visit = await world.visit({ seed });
    await visit.connect();
    await visit.read();
    expect(await visit.text()).toContain('All 2');
    await burner.ask('project', 'set', '--project', project.id, '--require-proof', 'off');
    await demands(200);
    await visit.close();
  });
});
