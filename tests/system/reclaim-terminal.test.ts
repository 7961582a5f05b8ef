import { afterAll, describe, expect, it } from 'vitest';
import { RpcGate } from './support/rpc-gate.ts';
import { openTerminal } from './support/terminal.ts';
import { openWorld } from './support/world.ts';

// `burner reclaim` as people see it: on a terminal, whose width it fits, with links and Ctrl-C.
const world = await openWorld();
const { localnet, burner, key } = world;
const gate = await RpcGate.open(localnet.url);
afterAll(async () => {
  await burner.stop();
  await gate.close();
});

// Terminals speak in control characters.
/* oxlint-disable no-control-regex */
const link = /\x1b\]8;;([^\x1b]*)\x1b\\([^\x1b]*)\x1b\]8;;\x1b\\/g;

/** The lines that stay on the screen: what a redrawn one showed before is gone. */
const linesOf = (shown: string) =>
  shown
    .replace(link, '$2')
    .split('\n')
    .map((line) => line.replace(/\r$/, '').split('\r').at(-1)!)
    .map((line) => line.replace(/\x1b\[[\d;]*[A-Za-z]/g, ''));
/* oxlint-enable no-control-regex */
const linksOf = (shown: string) =>
  [...shown.matchAll(link)].map(([, url, text]) => ({ url, text: text! }));

describe('burner reclaim on a terminal', () => {
  for (const columns of [80, 120]) {
    it(`fits ${columns} columns, shows the list when asked, and links signatures`, async () => {
      const { wallet, onScreen } = await openTerminal(key);
      const accounts = await localnet.seed(wallet.address, { empty: 40, balance: 3 });
      const burned = accounts.find(({ type }) => type === 'token')!;
      const question = 'Go on? [y/N/list] ';
      const typed = [
        { after: question, keys: 'list\r' },
        { after: question, keys: 'y\r' },
      ];
      const args = ['--server', burner.url, '--burn', burned.mint, '--protect-above-usd', 'none'];
      const { code, out } = await onScreen({ columns, typed }, ...args);
      expect(code, out).toBe(0);
      const lines = linesOf(out);
      const signatures = linksOf(out);
      const isCut = (line: string) => line.length > columns;
      const uncut = lines.filter((line) => !signatures.some(({ text }) => line.includes(text)));
      expect(uncut.filter(isCut)).toEqual([]);
      expect(lines.indexOf('Close')).toBeLessThan(lines.indexOf('Burn'));
      expect(lines.filter((line) => line === 'Close')).toHaveLength(2); // the summary, and the list
      expect(out).toContain(burned.mint);
      expect(signatures.length).toBeGreaterThan(0);
      for (const { url, text } of signatures) {
        expect(url).toBe(`https://explorer.solana.com/tx/${text}`);
        await localnet.confirmed(text);
      }
    });
  }

  it('says after Ctrl-C what was sent and is not confirmed, and where to look it up', async () => {
    const { wallet, onScreen } = await openTerminal(key);
    await localnet.seed(wallet.address, { empty: 1 });
    gate.handle = ({ method, forward }) =>
      method === 'getSignatureStatuses' ? Promise.resolve(null) : forward();
    const typed = [{ after: ' sent ', keys: '\\x03' }];
    const explorer = ['--explorer', 'https://solscan.io/tx/{}'];
    const args = ['--rpc-url', gate.url, '--yes', ...explorer];
    const { code, out } = await onScreen({ columns: 100, typed }, ...args);
    gate.handle = null;
    expect(code, out).toBe(130);
    const lines = linesOf(out);
    const open = lines.indexOf('1 transaction was sent and is not confirmed:');
    expect(open, out).toBeGreaterThan(0);
    const signature = lines[open + 1]!.trim();
    await localnet.confirmed(signature);
    expect(linksOf(out).at(-1)).toEqual({
      url: `https://solscan.io/tx/${signature}`,
      text: signature,
    });
    expect(lines).toContain('No transaction is confirmed.');
    expect(lines).toContain('Look a signature up: https://solscan.io/tx/SIGNATURE');
  });
});
