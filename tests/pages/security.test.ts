import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { until } from '../system/support/until.ts';
import { openPageWorld } from './support/page-world.ts';
import { Visit } from './support/browser.ts';

// What a page elsewhere, a stranger's name and an old browser can do here: nothing.
const world = await openPageWorld();
const { burner, localnet } = world;

/** The head of an answer, as it came over the wire. */
function headers(
  path: string,
  sent: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(burner.url);
    request({ hostname, port, path, headers: sent }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, ...answer.headers });
    })
      .on('error', reject)
      .end();
  });
}

describe('The fields of the page', () => {
  it('are exactly these', async () => {
    const { 'x-request-id': id, date, etag, 'content-length': size, ...rest } = await headers('/');
    expect([id, date, etag, size].every((value) => typeof value === 'string')).toBe(true);
    expect(rest).toEqual({
      status: 200,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; font-src 'self'; " +
        "connect-src 'self'; form-action 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      vary: 'Accept-Encoding',
    });
  });

  it('let a browser keep what has its hash in the name, and ask for the rest', async () => {
    const html = await (await fetch(burner.url)).text();
    const [script] = /\/assets\/[^"]+\.js/.exec(html)!;
    expect(await headers(script!, { 'Accept-Encoding': 'gzip, br' })).toMatchObject({
      status: 200,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
    const { etag } = await headers('/', { 'Accept-Encoding': 'gzip' });
    const again = { 'Accept-Encoding': 'gzip', 'If-None-Match': String(etag) };
    expect(await headers('/', again)).toMatchObject({ status: 304, etag });
  });
});

/** A page of somebody else, on another port of this host: for a browser it is the same site. */
async function elsewhere(): Promise<Visit> {
  return Visit.open(`${localnet.url}/health`);
}

describe('A page elsewhere', () => {
  it('gets no session, whatever it sends', async () => {
    const visit = await elsewhere();
    const body = JSON.stringify({ walletAddress: world.donationWallet });
    for (const type of ['text/plain', 'application/json']) {
      const got = await visit.page.evaluate(
        async ([url, sent, contentType]) => {
          const headers = { 'Content-Type': contentType! };
          const answer = await fetch(url!, { method: 'POST', body: sent!, headers }).catch(
            () => null,
          );
          return answer && answer.text();
        },
        [`${burner.url}/api/burn-session`, body, type],
      );
      expect(got).toBeNull();
    }
    await visit.close();
  });

  it('cannot put the page into a frame', async () => {
    const visit = await elsewhere();
    const shown = await visit.page.evaluate(async (url) => {
      const frame = Object.assign(document.createElement('iframe'), { src: url });
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      try {
        return frame.contentDocument?.body.innerText ?? '';
      } catch {
        return 'another origin';
      }
    }, burner.url);
    expect(shown).not.toContain('Burn');
    expect(visit.complaints.join()).toContain('frame-ancestors');
    await visit.close();
  });
});

describe('Names that strangers have given', () => {
  it('are texts, however they look', async () => {
    const { seed } = await world.walletWith({ empty: 1 });
    const visit = await world.visit({ seed });
    const names = [
      '<img src=x onerror=alert(1)>',
      '"><script>alert(1)</script>',
      'javascript:alert(1)',
      '${alert(1)}',
      '\u202Egnp.exe',
      'Claim 500 USDC at usdc-drop.xyz',
      '\u0000\u0001',
      'a'.repeat(500),
    ];
    await visit.changeItems(([item]) =>
      names.map((name, i) => ({ ...item, name, address: `${item.address.slice(0, -1)}${i + 1}` })),
    );
    let dialogs = 0;
    visit.page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await visit.connect();
    await visit.read();
    const text = await visit.text();
    expect(text).toContain('<img src=x onerror=alert(1)>');
    expect(text).toContain('Bait: do not visit');
    expect(await visit.page.locator('a[href*="usdc-drop"]').count()).toBe(0);
    expect(dialogs).toBe(0);
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });
});

it('asks nobody for a picture until its owner agrees', async () => {
  const { seed } = await world.walletWith({ balance: 1 });
  const visit = await world.visit({ seed });
  const pictures = 'https://pictures.example';
  let referrer: string | undefined;
  await visit.page.route(`${pictures}/**`, (route) => {
    referrer = route.request().headers().referer ?? 'none';
    return route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    });
  });
  await visit.changeItems((items) =>
    items.map((item) => ({ ...item, imageUri: `${pictures}/1.svg` })),
  );
  await visit.connect();
  await visit.read();
  await visit.button('Show pictures').click();
  await visit.page.getByText('other people’s servers').waitFor();
  expect([...visit.origins]).toEqual([burner.url]);
  await visit.button('Leave them out').click();
  expect([...visit.origins]).toEqual([burner.url]);
  await visit.button('Show pictures').click();
  await visit.button('Show them').click();
  await visit.page.locator('img[src^="https://pictures"]').waitFor({ state: 'attached' });
  await until(async () => visit.origins.has(pictures));
  expect(referrer).toBe('none');
  await visit.close();
});

it('keeps no token: not in the page, its address or what the browser stores', async () => {
  const { seed } = await world.walletWith({ empty: 1 });
  const visit = await world.visit({ seed });
  let token = '';
  visit.page.on('response', async (response) => {
    if (response.url().endsWith('/api/burn-session')) ({ token } = await response.json());
  });
  await visit.connect();
  await visit.read();
  expect(token).not.toBe('');
  const kept = await visit.page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      location.href,
      document.cookie,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
    ]),
  );
  expect(kept).not.toContain(token);
  expect(burner.log()).not.toContain(token);
  await visit.close();
});
