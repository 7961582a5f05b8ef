import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { projectRoot } from './paths.ts';

/** Where the page finds its modules, as a front end without a bundler would. */
const folders: Record<string, string> = {
  sdk: path.join(projectRoot, 'sdk/typescript/dist'),
  ky: path.join(projectRoot, 'sdk/typescript/node_modules/ky/distribution'),
  support: path.join(projectRoot, 'tests/system/support'),
};

const html = `<!doctype html><title>front end</title>
<script type="importmap">{"imports": {"@burnandclaim/sdk": "/sdk/index.js", "ky": "/ky/index.js"}}</script>
<script type="module" src="/support/page.mjs"></script>`;

/** Debian's Chromium, headless, on a page of its own origin that has loaded the built SDK. */
export class FrontPage {
  readonly server: Server;
  readonly browser: Browser;
  readonly page: Page;
  /** The paths of the modules that the page has loaded. */
  readonly loaded: readonly string[];

  private constructor(server: Server, browser: Browser, page: Page, loaded: readonly string[]) {
    this.server = server;
    this.browser = browser;
    this.page = page;
    this.loaded = loaded;
  }

  static async open(
    executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium',
  ): Promise<FrontPage> {
    const server = createServer(
      (request, response) =>
        void answer(request.url ?? '/').then(([type, body]) =>
          response.setHeader('content-type', type).end(body),
        ),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
    const page = await browser.newPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction('globalThis.calls !== undefined');
    return new FrontPage(server, browser, page, loaded);
  }

  /** Calls one of the functions of page.mjs. */
  call<T>(name: string, ...args: unknown[]): Promise<T> {
    const call = `globalThis.calls[${JSON.stringify(name)}](...${JSON.stringify(args)})`;
    return this.page.evaluate(call) as Promise<T>;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function answer(url: string): Promise<[type: string, body: string]> {
  const [, folder = '', ...rest] = url.split('/');
  if (!folders[folder]) return ['text/html', html];
  return ['text/javascript', await readFile(path.join(folders[folder], ...rest), 'utf8')];
}
