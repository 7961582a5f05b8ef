import { expect, it } from 'vitest';
import { openPageWorld } from './support/page-world.ts';

// A wallet of 20,000 items: the page stays usable while they come, and holds few of them.
const world = await openPageWorld();
const items = 20_000;
const chunk = 100;

it(`lists ${items} items without a long wait, and holds the rows near the screen alone`, async () => {
  const { seed } = await world.walletWith({ empty: 1 });
  const visit = await world.visit({ seed });
  await visit.page.routeWebSocket(/assets\/stream/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const frame = JSON.parse(String(message));
      const [item] = frame.items ?? [];
      if (!item) return;
      for (let at = 0; at < items; at += chunk) {
        const complete = at + chunk >= items;
        const part = Array.from({ length: chunk }, (_, i) => ({
          ...item,
          name: `Coin ${at + i}`,
          address: `${item.address.slice(0, -6)}${String(at + i).padStart(6, '0')}`,
        }));
        const end = complete ? { asOfSlot: 1, reclaimableLamports: 0, warnings: [] } : {};
        socket.send(
          JSON.stringify({
            walletAddress: frame.walletAddress,
            items: part,
            chunkIndex: at / chunk,
            complete,
            counts: { ...frame.counts, empty_account: at + chunk },
            ...end,
          }),
        );
      }
    });
  });
  await visit.connect();
  await visit.read();
  expect(await visit.text()).toContain('20,000');
  const rows = visit.page.getByRole('listitem');
  expect(await rows.count()).toBeLessThan(60);
  expect(await rows.first().getAttribute('aria-setsize')).toBe(String(items));
  const nodes = await visit.page.evaluate(() => document.querySelectorAll('*').length);
  expect(nodes).toBeLessThan(800);
  await visit.page.getByPlaceholder(/^Search/).fill('Coin 19999');
  await visit.page.getByText('Coin 19999').waitFor();
  expect(visit.complaints).toEqual([]);
  await visit.close();
});
