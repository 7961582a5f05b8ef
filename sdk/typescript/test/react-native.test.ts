import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { useFakeServer, WALLET } from './support.js';

const server = useFakeServer();

/** What an app does: it lists, leaves a stream, ends a call, and reads another stream to its end. */
const APP = `
  import { BurnerClient } from './src/index.ts';

  export async function run(baseUrl, token, wallet) {
    const client = new BurnerClient({ baseUrl, sessionToken: token });
    const { items } = await client.getWalletAssets(wallet);
    for await (const chunk of client.streamWalletAssets(wallet)) break;
    const controller = new AbortController();
    controller.abort();
    const aborted = await client.getWalletAssets(wallet, { signal: controller.signal })
      .catch((error) => error.name);
    let streamed = 0;
    for await (const chunk of client.streamWalletAssets(wallet)) streamed += chunk.items.length;
    return { listed: items.length, aborted, streamed };
  }
`;

/** Bundles as Metro does; something of Node's would be an error. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: APP, resolveDir: '.' },
    bundle: true,
    format: 'iife',
    globalName: 'app',
    platform: 'browser',
    mainFields: ['react-native', 'browser', 'main'],
    conditions: ['react-native', 'import'],
    write: false,
  });
  return outputFiles[0]!.text;
}

/** An AbortController as that of React Native: its signal gives no reason, and throws nothing. */
class PoorAbortController extends AbortController {
  constructor() {
    super();
    Object.defineProperties(this.signal, {
      reason: { value: undefined },
      throwIfAborted: { value: undefined },
    });
  }
}

/** What its signals are instances of; there is no `any` either. */
class PoorAbortSignal {
  static [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof AbortSignal;
  }
}

class PoorUrl extends URL {
  static override canParse = undefined as never;
}

test('the client runs with what React Native has', async () => {
  const { fetch, Request, Response, Headers, TextEncoder, atob, btoa, performance } = globalThis;
  const { setTimeout, clearTimeout } = globalThis;
  const app = createContext({
    fetch,
    Request,
    Response,
    Headers,
    TextEncoder,
    atob,
    btoa,
    performance,
    setTimeout,
    clearTimeout,
    WebSocket,
    AbortController: PoorAbortController,
    AbortSignal: PoorAbortSignal,
    URL: PoorUrl,
    window: {},
  });
  runInContext(await bundle(), app);
  app.given = [server().url, server().openSession(WALLET), WALLET];
  const done = await runInContext('app.run(...given)', app);
  expect({ ...done }).toEqual({ listed: 2, aborted: 'AbortError', streamed: 2 });
  expect(await server().streams[0]!.ended).toBe(1000);
});
