import { describe, expect, it } from 'vitest';
import { type Proposal, writeProposal } from '../../web/reclaim/src/sign/proposal.ts';
import { newWallet } from '../system/support/wallet.ts';
import { openPageWorld } from './support/page-world.ts';

// The signing page: what somebody proposes by a link, on the way of the page's own list.
const world = await openPageWorld();
const { localnet } = world;

const link = (proposal: Proposal) => `/sign#${writeProposal(proposal)}`;

describe('A link to the signing page', () => {
  it('is built afresh, reviewed, signed and followed', async () => {
    const { wallet, seed } = await world.walletWith({ empty: 3 });
    const path = link({ wallet: wallet.address, items: 'closable', donation: 0, sponsored: false });
    const visit = await world.visit({ seed }, {}, path);
    await visit.headingIs('Somebody proposes this to you');
    await visit.picture('sign-light-1280');
    expect(new URL(visit.page.url()).hash).toBe('');
    expect(await visit.accessibilityFaults()).toEqual([]);
    await visit.connect('Connect that wallet');
    await visit.reviewed();
    expect(await visit.text()).toContain('This list came with the link');
    const before = await localnet.balance(wallet.address);
    await visit.button(/^Sign 1 of/).click();
    await visit.headingIs(/are back/);
    const [, back] = /0\.(\d{9}) SOL/.exec(await visit.heading())!;
    expect(await localnet.balance(wallet.address)).toBe(before + Number(back));
    await visit.close();
  });

  it('is refused to another wallet', async () => {
    const { seed } = await world.walletWith({ empty: 1 });
    const other = (await newWallet()).address;
    const path = link({ wallet: other, items: 'closable', sponsored: false });
    const visit = await world.visit({ seed }, {}, path);
    await visit.connect('Connect that wallet');
    await visit.page.getByText('is another one').waitFor();
    expect(await visit.button(/^Sign/).count()).toBe(0);
    await visit.close();
  });

  it('burns nothing that is not what was seen', async () => {
    const { wallet, seed } = await world.walletWith({ balance: 2 });
    const { items } = (await world.backend.get(`/wallet/${wallet.address}/assets`)).json;
    const proposed = items.map(({ type, address, mint, balance }: any, index: number) => ({
      type,
      address,
      action: 'burn',
      expectedMint: mint,
      expectedBalance: index === 0 ? '1' : balance,
    }));
    const path = link({ wallet: wallet.address, items: proposed, sponsored: false });
    const visit = await world.visit({ seed }, {}, path);
    await visit.connect('Connect that wallet');
    await visit.reviewed();
    await visit.page.getByText('1 item burned').waitFor();
    expect(await visit.text()).toContain('1 not possible any more');
    await visit.close();
  });

  it('that cannot be read is refused', async () => {
    const { seed } = await world.walletWith({});
    for (const text of ['', 'x', 'AQAA', '%3Cscript%3E']) {
      const visit = await world.visit({ seed }, {}, `/sign#${text}`);
      await visit.page.getByText('This link cannot be read').waitFor();
      await visit.close();
    }
  });
});
