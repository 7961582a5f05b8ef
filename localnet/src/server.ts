import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Chain, type ChainOptions } from './chain.ts';
import { answer } from './json-rpc.ts';
import { dasMethods } from './das/methods.ts';
import { loadLight } from './light/load.ts';
import { photonMethods } from './light/photon.ts';
import type { NamedMethods } from './methods/method.ts';
import { loadPrograms } from './programs.ts';

// The HTTP side: POST with a JSON body anywhere, GET /health. Loopback only, since anybody who
// reaches it may do anything.
export interface LocalnetOptions extends ChainOptions {
  port: number; // 0: any free one
  programs: string | null;
  das: boolean; // whether the digital asset methods are there
  // the folder of the Light programs; without them there are no compressed tokens and no Photon
  // methods
  light: string | null;
}

export interface Localnet {
  url: string;
  chain: Chain;
  close(): Promise<void>;
}

const bodyLimit = 50 * 1024; // bytes, as agave's
const controlBodyLimit = 32 * 1024 * 1024; // POST /localnet, for large accounts

export async function startLocalnet(options: LocalnetOptions): Promise<Localnet> {
  const chain = new Chain(options);
  if (options.programs !== null) loadPrograms(chain.svm, options.programs);
  if (options.light !== null) loadLight(chain, options.light);
  const named = {
    ...(options.das ? dasMethods : {}),
    ...(options.light === null ? {} : photonMethods),
  };
  const server = createServer(
    { keepAliveTimeout: 60_000 },
    (request, response) => void serve(chain, named, request, response),
  );
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve),
  );
  const timer = options.slotMs > 0 ? advanceWithTime(chain, options.slotMs) : null;
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, chain, close: () => stop(server, timer) };
}

// Counts slots by the clock, so that a long call does not slow the chain down.
function advanceWithTime(chain: Chain, slotMs: number): NodeJS.Timeout {
  let counted = performance.now();
  return setInterval(() => {
    const slots = Math.floor((performance.now() - counted) / slotMs);
    counted += slots * slotMs;
    if (slots > 0) chain.advance(slots);
  }, slotMs);
}

function stop(server: Server, timer: NodeJS.Timeout | null): Promise<void> {
  if (timer) clearInterval(timer);
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  chain: Chain,
  named: NamedMethods,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('access-control-allow-origin', '*');
  if (request.method === 'OPTIONS') {
    response.setHeader('access-control-allow-methods', 'POST, GET, OPTIONS');
    response.setHeader(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? 'content-type',
    );
    return end(response, 204, '');
  }
  if (request.method === 'GET' && request.url === '/health') return end(response, 200, 'ok');
  if (request.method !== 'POST')
    return end(response, 405, 'Used HTTP Method is not allowed. POST or OPTIONS is required\n');
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return end(
      response,
      415,
      'Supplied content type is not allowed. Content-Type: application/json is required\n',
    );
  }
  const body = await read(request, request.url === '/localnet' ? controlBodyLimit : bodyLimit);
  if (body === null) return end(response, 413, 'request body too large\n');
  response.setHeader('content-type', 'application/json; charset=utf-8');
  end(response, 200, answer(chain, named, body) ?? '');
}

async function read(request: IncomingMessage, limit: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += (chunk as Buffer).length;
      if (length <= limit) chunks.push(chunk as Buffer);
    }
  } catch {
    return null; // the client went away; nobody reads the answer
  }
  return length <= limit ? Buffer.concat(chunks).toString('utf8') : null;
}

function end(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}
