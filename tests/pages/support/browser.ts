import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { projectRoot } from '../../system/support/paths.ts';
import { fakeWallet, type WalletKnobs } from './fake-wallet.ts';

const pictures = path.join(projectRoot, 'build/pages');
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Promise<Browser> | undefined;

/** Debian's Chromium, headless, once for each file of tests. */
function theBrowser(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

export interface Look {
  width?: number;
  scheme?: 'light' | 'dark';
}

/** A page of the server, with a wallet in it, and what went wrong there. */
export class Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console and of scripts: violations of the policy are among them. */
  readonly complaints: string[] = [];
  /** Whom the page has asked, by origin. */
  readonly origins = new Set<string>();

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.context = context;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== 'data:' && protocol !== 'blob:') this.origins.add(origin);
    });
  }

  static async open(url: string, look: Look = {}, wallet?: WalletKnobs): Promise<Visit> {
    const { width = 1280, scheme = 'light' } = look;
    const context = await (
      await theBrowser()
    ).newContext({
      viewport: { width, height: 800 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const visit = new Visit(page, context);
    if (wallet) await fakeWallet(page, wallet);
    await page.goto(url);
    return visit;
  }

  /** Connects the wallet of the test. */
  async connect(button = 'Connect a wallet'): Promise<void> {
    await this.page.getByRole('button', { name: button }).click();
    await this.page.getByRole('button', { name: 'Test wallet' }).click();
  }

  /** Waits until the list is complete. */
  async read(): Promise<void> {
    await this.page.getByText('All read').waitFor({ timeout: 30_000 });
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name });
  }

  async heading(): Promise<string> {
    return (await this.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  }

  async headingIs(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole('heading', { level: 1, name })
      .waitFor({ timeout: 45_000 })
      .catch(async () => {
        throw new Error(`no heading ${name}; the page says: ${await this.text()}`);
      });
  }

  /** Waits until everything is built and shown. */
  async reviewed(): Promise<void> {
    await this.headingIs('Check before you sign');
    await this.page.getByText('You receive').waitFor({ timeout: 30_000 });
  }

  async text(): Promise<string> {
    return (await this.page.locator('body').innerText()).slice(0, 2_000);
  }

  /** Puts other items in the place of those that the server lists. */
  async changeItems(change: (items: any[]) => any[]): Promise<void> {
    await this.page.routeWebSocket(/assets\/stream/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        const frame = JSON.parse(String(message));
        const isEmpty = !frame.items || frame.items.length === 0;
        socket.send(isEmpty ? message : JSON.stringify({ ...frame, items: change(frame.items) }));
      });
    });
  }

  /** A picture of the screen, to be looked at: build/pages. */
  async picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }

  /** What axe finds that is serious or worse: WCAG 2.0 to 2.2 A and AA, and best practice. */
  async accessibilityFaults(): Promise<string[]> {
    // Playwright evaluates outside of the page's policy.
    const source = await import('node:fs/promises').then((fs) => fs.readFile(axeFile, 'utf8'));
    await this.page.evaluate(source);
    return this.page.evaluate(async () => {
      const found = await (globalThis as any).axe.run(document, { resultTypes: ['violations'] });
      return found.violations
        .filter(({ impact }: any) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }: any) => `${id}: ${nodes.map((node: any) => node.html).join(' ')}`);
    });
  }

  /** How much wider the page is than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
