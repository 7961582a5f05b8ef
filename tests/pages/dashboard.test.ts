import { describe, expect, it } from 'vitest';
import { Burner } from '../system/support/burner.ts';
import { freePort } from '../system/support/ports.ts';
import { noteSecret } from '../system/support/secrets.ts';
import { newWallet } from '../system/support/wallet.ts';
import { withKey } from '../system/support/world.ts';
import { type Look, Visit } from './support/browser.ts';

// The dashboard as its users have it, in a browser, from the first link on.
const port = await freePort();
const origin = `http://localhost:${port}`;
const listen = `127.0.0.1:${port}`;
const burner = await Burner.start('http://127.0.0.1:9', { 'dashboard.listen': listen });
const email = 'ops@shop.example';
const password = 'correct horse battery';

async function linkFor(...command: string[]): Promise<string> {
  const { link } = await burner.ask('user', ...command, '--dashboard-listen', listen);
  noteSecret(link.split('#')[1]);
  return link;
}

/** Opens the dashboard and signs in. */
async function signedIn(path = '/', look?: Look): Promise<Visit> {
  const visit = await Visit.open(origin + path, look);
  await visit.page.getByLabel('E-mail address').fill(email);
  await visit.page.getByLabel('Password').fill(password);
  await visit.button('Sign in').click();
  await visit.page.getByRole('navigation').waitFor();
  // Before that the page has asked who is there, and nobody was: the browser complains of the 401.
  visit.complaints.splice(0);
  return visit;
}

it('lets the first operator in by a link, which leaves the address bar at once', async () => {
  const link = await linkFor('setup-link');
  const visit = await Visit.open(link);
  await visit.headingIs('The first operator');
  expect(visit.page.url()).toBe(`${origin}/`);
  await visit.page.getByLabel('Your name').fill('Ops');
  await visit.page.getByLabel('E-mail address').fill(email);
  await visit.page.getByLabel('Password').fill('short');
  await visit.button('Make the account').click();
  await visit.page.getByText('password must have 15 to 128 characters').waitFor();
  await visit.page.getByLabel('Password').fill(password);
  await visit.button('Make the account').click();
  await visit.headingIs('Projects');
  expect(await visit.page.evaluate(() => document.cookie)).toBe('');
  expect(await visit.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).toBe('{}');
  await visit.close();
});

it('makes a project and a key, shows the session that it minted, and ends both', async () => {
  const visit = await signedIn('/projects');
  const { page } = visit;
  await visit.button('New project').click();
  await page.getByLabel('Name').fill('<img src=x onerror=alert(1)>');
  await visit.button('Make the project').click();
  await page.getByRole('link', { name: 'API keys' }).click();
  await visit.button('New key').click();
  await page.getByLabel('Name').fill('backend');
  await visit.button('Make the key').click();
  const key = (await page.getByText(/^ak_live_/).last().textContent())!;
  noteSecret(key);
  await visit.button('I stored it').click();
  await page.getByRole('cell', { name: 'active' }).waitFor();
  expect(await page.getByText(key).count()).toBe(0);

  const walletAddress = (await newWallet()).address;
  const minted = await withKey(burner, { key }).post('/sessions', { walletAddress });
  expect(minted.status).toBe(200);
  await page.getByRole('link', { name: 'Sessions' }).click();
  await page.getByText('1 live').waitFor();
  await page.getByRole('row').last().getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('cell', { name: 'revoked' }).waitFor();

  await page.getByRole('link', { name: 'API keys' }).click();
  await visit.button('Revoke').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('cell', { name: 'revoked' }).waitFor();
  expect((await withKey(burner, { key }).post('/sessions', { walletAddress })).status).toBe(401);

  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByRole('cell', { name: 'key.revoke' }).waitFor();
  await visit.button('Verify the log').click();
  await page.getByText(/^It holds/).waitFor();
  expect(visit.complaints).toEqual([]);
  await visit.button('Sign out').click();
  await visit.button('Sign in').waitFor();
  await visit.close();
});

it('tells in one sentence that a sign-in has failed', async () => {
  const visit = await Visit.open(origin);
  await visit.page.getByLabel('E-mail address').fill(email);
  await visit.page.getByLabel('Password').fill('not the password');
  await visit.button('Sign in').click();
  await visit.page.getByText('The e-mail address or the password is wrong').waitFor();
  await visit.close();
});

const looks: Look[] = [360, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

describe.each(looks)('$scheme at $width px', (look) => {
  it('every screen is in order', async () => {
    const visit = await signedIn('/', look);
    for (const [link, heading] of [
      ['API keys', 'API keys'],
      ['Sessions', 'Sessions'],
      ['Submissions', 'Submissions'],
      ['Settings', 'Settings'],
      ['Audit log', 'Audit log'],
      ['Users', 'Users'],
      ['Projects', 'Projects'],
      ['Server', 'Server'],
      ['Account', 'Account'],
    ] as const) {
      await visit.page.getByRole('link', { name: link, exact: true }).click();
      await visit.headingIs(heading);
      await visit.picture(`dashboard-${link.replace(' ', '-')}-${look.scheme}-${look.width}`);
      expect(await visit.accessibilityFaults(), link).toEqual([]);
      expect(await visit.overflow(), `${link} is wider than the window`).toBeLessThanOrEqual(0);
    }
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });
});
