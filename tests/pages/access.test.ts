import { beforeAll, describe, expect, it } from 'vitest';
import type { Look, Visit } from './support/browser.ts';
import { openPageWorld } from './support/page-world.ts';

// The page for everybody: in light and dark, on a phone and a desk, with a keyboard alone, and read
// aloud. Each screen leaves a picture in build/pages.
const world = await openPageWorld();
const looks: Look[] = [320, 360, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

/** Holds a screen to what all of them must be. */
async function judge(visit: Visit, name: string, { width, scheme }: Look) {
  await visit.picture(`${name}-${scheme}-${width}`);
  expect(await visit.accessibilityFaults(), name).toEqual([]);
  expect(await visit.overflow(), `${name} is wider than the window`).toBeLessThanOrEqual(0);
}

describe.each(looks)('$scheme at $width px', (look) => {
  let seed: Uint8Array;
  beforeAll(async () => {
    const kinds = { empty: 60, balance: 4, emptyFrozen: 2, balanceFrozen: 1, wsol: 1 };
    ({ seed } = await world.walletWith(kinds));
  });

  it('every screen is in order', async () => {
    const visit = await world.visit({ seed, delayMs: 1_500 }, look);
    await visit.headingIs(/^Get back the SOL/);
    await judge(visit, 'landing', look);
    await visit.button('Connect a wallet').click();
    await judge(visit, 'connect', look);
    await visit.button('Test wallet').click();
    await visit.read();
    await judge(visit, 'list', look);
    await visit.button(/^Select \d+ empty/).click();
    await visit.button(/^Tokens/).click();
    const tokens = visit.page.getByRole('checkbox', { disabled: false });
    for (const box of await tokens.all()) await box.check();
    await judge(visit, 'selected', look);
    await visit.button('Review').click();
    await visit.reviewed();
    await visit.page.getByText('What each transaction does').click();
    await judge(visit, 'review', look);
    await visit.page.getByLabel(/^Type/).fill('burn 4');
    await visit.button(/^Sign 1 of/).click();
    await visit.headingIs('Signing');
    await judge(visit, 'signing', look);
    await visit.headingIs(/are back/);
    await judge(visit, 'result', look);
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });
});

it('can be used with a keyboard alone, from the first screen to the result', async () => {
  const { seed } = await world.walletWith({ empty: 3 });
  const visit = await world.visit({ seed });
  const { keyboard } = visit.page;
  const press = async (name: RegExp) => {
    for (let tabs = 0; tabs < 60; tabs++) {
      await keyboard.press('Tab');
      const label = await visit.page.evaluate(() => {
        const { activeElement } = document;
        return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
      });
      if (name.test(label)) return keyboard.press('Enter');
    }
    throw new Error(`the Tab key leads to no ${name}`);
  };
  await visit.headingIs(/^Get back/);
  await press(/^Connect a wallet/);
  await visit.button('Test wallet').waitFor();
  await press(/^Test wallet/);
  await visit.read();
  await press(/^Select 3 empty/);
  await press(/^Review/);
  await visit.reviewed();
  await press(/^Sign 1 of/);
  await visit.headingIs(/are back/);
  await visit.close();
});

it('loses no focus in a long list', async () => {
  const { seed } = await world.walletWith({ empty: 300 });
  const visit = await world.visit({ seed });
  await visit.connect();
  await visit.read();
  await visit.page.getByRole('checkbox').first().focus();
  for (let tabs = 0; tabs < 60; tabs++) await visit.page.keyboard.press('Tab');
  const tag = await visit.page.evaluate(() => document.activeElement?.tagName);
  expect(tag).not.toBe('BODY');
  await visit.close();
});

it('tells a screen reader where a row is among all', async () => {
  const { seed } = await world.walletWith({ empty: 300 });
  const visit = await world.visit({ seed });
  await visit.connect();
  await visit.read();
  const row = visit.page.getByRole('listitem').first();
  expect(await row.getAttribute('aria-setsize')).toBe('300');
  expect(await row.getAttribute('aria-posinset')).toBe('1');
  expect(await visit.page.getByRole('listitem').count()).toBeLessThan(60);
  await visit.close();
});
