import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What a server that lies changes: the JSON of requests on their way to an honest one, and of its
 * answers.
 */
export interface Lies {
  list?(list: any): void;
  request?(request: any): void;
  built?(built: any): Promise<void> | void;
}

const hopByHop = ['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding'];

/**
 * Stands between `burner reclaim` and an honest server, and lies. It counts what is handed over to
 * be sent.
 */
export class LyingProxy {
  readonly target: string;
  lies: Lies = {};
  submits = 0;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  private constructor(target: string) {
    this.target = target;
  }

  static async open(target: string): Promise<LyingProxy> {
    const proxy = new LyingProxy(target);
    proxy.#server.on('upgrade', (_, socket) => socket.destroy());
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url!;
    const isBuild = path.endsWith('/transactions');
    if (path.endsWith('/submit')) this.submits++;
    let body = Buffer.concat(chunks).toString();
    if (isBuild) body = await changed(body, this.lies.request);
    const headers = Object.entries(request.headers).filter(
      ([name]) => !hopByHop.includes(name),
    ) as [string, string][];
    const answer = await fetch(this.target + path, {
      method: request.method!,
      headers,
      ...(body !== '' && { body }),
    });
    let text = await answer.text();
    if (answer.ok && isBuild) text = await changed(text, this.lies.built);
    if (answer.ok && path.endsWith('/assets')) text = await changed(text, this.lies.list);
    response
      .writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'application/json',
      })
      .end(text);
  }
}

async function changed(text: string, lie?: (json: any) => Promise<void> | void): Promise<string> {
  if (!lie) return text;
  const json = JSON.parse(text);
  await lie(json);
  return JSON.stringify(json);
}
