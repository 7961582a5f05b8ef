import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type BuildItem, SESSION_SCOPES_DEFAULT } from '../src/index.js';
import { buildFakeTransaction, submitFakeTransaction } from './fake-chain.js';
import { nameAddress } from './names.js';

export const API_KEY = 'ak_test_0123456789abcdef';
export const BASE_PATH = '/api/v1/burner';

/** A request as it arrived; `path` without the base path. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: any;
}

/** An answer; a string body is sent as it is. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One WebSocket as the server saw it; `ended` resolves with the close code. */
export interface StreamSeen {
  path: string;
  protocols: string[];
  socket: WebSocket;
  ended: Promise<number>;
}

/** What the server does with a WebSocket. */
export type StreamScript = (socket: WebSocket, seen: StreamSeen) => void;

/** A real HTTP server on loopback with enough of the API to do the main job. */
export class FakeServer {
  readonly received: Received[] = [];
  readonly streams: StreamSeen[] = [];
  readonly #script: (Answer | 'hang')[] = [];
  readonly #streamScript: (StreamScript | 'hang')[] = [];
  readonly #sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (protocols) => protocols.has('burner.v1') && 'burner.v1',
  });
  readonly #sessions = new Map<string, { wallet: string; expired: boolean }>();
  readonly #http: Server;
  readonly #submissions = new Map<string, object>();
  readonly #hanging: Duplex[] = [];
  #expiring = 0;

  private constructor() {
    this.#http = createServer((request, response) => void this.#handle(request, response));
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  static async start(): Promise<FakeServer> {
    const server = new FakeServer();
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** The next answers, before the ordinary ones. */
  script(...answers: (Answer | 'hang')[]): void {
    this.#script.push(...answers);
  }

  /** What happens to the next streams, before the ordinary; `hang` never answers the handshake. */
  scriptStream(...scripts: (StreamScript | 'hang')[]): void {
    this.#streamScript.push(...scripts);
  }

  /** The next `count` sessions are born expired. */
  expireNextSessions(count: number): void {
    this.#expiring = count;
  }

  openSession(wallet: string): string {
    const token = `eyJhbGciOiJIUzI1NiJ9.${this.#sessions.size}.c2lnbmF0dXJl`;
    this.#sessions.set(token, { wallet, expired: this.#expiring > 0 });
    this.#expiring = Math.max(0, this.#expiring - 1);
    return token;
  }

  expireAllSessions(): void {
    for (const session of this.#sessions.values()) session.expired = true;
  }

  async stop(): Promise<void> {
    for (const { socket } of this.streams) socket.terminate();
    for (const socket of this.#hanging) socket.destroy();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await receive(request);
    this.received.push(received);
    const answer = this.#script.shift() ?? (await this.#answer(received));
    if (answer === 'hang') return;
    const { status, body, headers = {} } = answer;
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : body && JSON.stringify(body));
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const script = this.#streamScript.shift() ?? ((socket, seen) => this.#stream(socket, seen));
    if (script === 'hang') return void this.#hanging.push(stream);
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      const ended = new Promise<number>((resolve) => socket.once('close', resolve));
      const path = (request.url ?? '').replace(BASE_PATH, '');
      const protocols = request.headers['sec-websocket-protocol']?.split(/, */) ?? [];
      const seen = { path, protocols, socket, ended };
      this.streams.push(seen);
      script(socket, seen);
    });
  }

  #stream(socket: WebSocket, { path, protocols }: StreamSeen): void {
    const token = protocols.find((protocol) => protocol.startsWith('burner.token.'))?.slice(13);
    const refusal = this.#refusal({ headers: { authorization: `Bearer ${token}` }, path });
    if (refusal) return refuse(refusal)(socket);
    const [, wallet = '', kind] = /^\/wallet\/([^/]+)\/(\w+)\/stream/.exec(path) ?? [];
    const states = [...this.#submissions.values()];
    const settled = states.map((state) => ({ ...state, status: 'confirmed', slot: 9 }));
    const frames = kind === 'assets' ? chunksOf(wallet) : [...states, ...settled];
    for (const frame of frames) socket.send(JSON.stringify(frame));
    socket.close(1000);
  }

  async #answer(received: Received): Promise<Answer> {
    const { method, path, body } = received;
    if (`${method} ${path}` === 'POST /backend/session') {
      return { status: 200, body: { token: this.openSession(body.walletAddress) } };
    }
    const refusal = this.#refusal(received);
    if (refusal) return refusal;
    if (path.startsWith('/sessions')) return this.#sessionAnswer(received);
    const [, wallet = '', rest] = /^\/wallet\/([^/]+)\/(.+)$/.exec(path) ?? [];
    switch (`${method} ${rest}`) {
      case 'GET assets':
        return { status: 200, body: assetsOf(wallet) };
      case 'POST transactions':
        return { status: 200, body: await buildAnswer(wallet, body) };
      case 'POST transactions/submit':
        return this.#submitAnswer(wallet, body.signed);
      default:
        return this.#submissionAnswer(received);
    }
  }

  async #submitAnswer(
    wallet: string,
    signed: Parameters<typeof submitFakeTransaction>[0][],
  ): Promise<Answer> {
    const results = await Promise.all(signed.map(submitFakeTransaction));
    for (const { signature, status, includes } of results) {
      const path = `/wallet/${wallet}/submissions/${signature}`;
      const submission = { signature, status, slot: null, includes, netRebate: 1937316 };
      if (signature) this.#submissions.set(path, submission);
    }
    return { status: 200, body: { results } };
  }

  #submissionAnswer({ method, path }: Received): Answer {
    const body = method === 'GET' && this.#submissions.get(path);
    return body ? { status: 200, body } : failure(404, 'Not found');
  }

  #refusal({ headers, path }: Pick<Received, 'headers' | 'path'>): Answer | undefined {
    if (headers['x-api-key']) {
      return headers['x-api-key'] === API_KEY ? undefined : failure(401, 'Invalid API key');
    }
    const session = this.#sessions.get(headers.authorization?.replace(/^(Bearer|DPoP) /, '') ?? '');
    if (!session) return failure(401, 'Invalid session token');
    if (session.expired) return failure(401, 'Session expired');
    if (path.startsWith('/sessions')) return failure(403, 'Forbidden');
    return path.startsWith(`/wallet/${session.wallet}/`)
      ? undefined
      : failure(401, 'Wallet mismatch');
  }

  #sessionAnswer({ method, path, body }: Received): Answer {
    if (method === 'DELETE') return { status: 204 };
    if (path === '/sessions/revoke') return { status: 200, body: { revoked: true } };
    if (path === '/sessions/introspect') {
      const session = this.#sessions.get(body.token);
      return {
        status: 200,
        body: session ? { active: true, sub: session.wallet } : { active: false },
      };
    }
    const { walletAddress, scopes = SESSION_SCOPES_DEFAULT } = body;
    const token = this.openSession(walletAddress);
    const expiresAt = '2026-04-09T12:10:00.000Z';
    return {
      status: 200,
      body: { token, expiresAt, scopes, sessionId: 'session-1', walletAddress },
    };
  }
}

/** An error answer in the documented shape. */
export function failure(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  const code = message.toLowerCase().replaceAll(' ', '_');
  return {
    status,
    headers,
    body: { statusCode: status, message, error: 'Error', code, requestId: 'r-1' },
  };
}

/** Refuses a stream as the server does: an error frame, then the close code. */
export function refuse({ status, body }: Answer): (socket: WebSocket) => void {
  return (socket) => {
    socket.send(JSON.stringify({ error: body }));
    socket.close(status < 500 ? 4000 + status : 1011);
  };
}

/** The wallet's list in two chunks. */
export function chunksOf(walletAddress: string) {
  const { items, counts } = assetsOf(walletAddress);
  return [
    {
      walletAddress,
      items: items.slice(0, 1),
      chunkIndex: 0,
      complete: false,
      counts: { ...counts, token: 0 },
    },
    { walletAddress, items: items.slice(1), chunkIndex: 1, complete: true, counts },
  ];
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return {
    method: request.method ?? '',
    path: (request.url ?? '').replace(BASE_PATH, ''),
    headers: request.headers,
    body: text ? JSON.parse(text) : undefined,
  };
}

function assetsOf(walletAddress: string) {
  const common = {
    mint: 'So11111111111111111111111111111111111111112',
    tokenProgram: 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
    symbol: 'SOL',
    isFrozen: false,
    lamports: 2039280,
    reclaimableLamports: 2039280,
  };
  const empty = {
    ...common,
    type: 'empty_account',
    address: nameAddress('Account1'),
    name: 'One',
    actions: ['close'],
  };
  const token = {
    ...common,
    type: 'token',
    address: nameAddress('Account2'),
    name: 'Two',
    actions: ['burn'],
    balance: '5',
  };
  const zero = { nft: 0, fungible_asset: 0, zk_compressed_token: 0, cnft: 0 };
  const counts = { empty_account: 1, token: 1, ...zero };
  return {
    walletAddress,
    items: [empty, token],
    counts,
    asOfSlot: 1,
    reclaimableLamports: 4078560,
    warnings: [],
  };
}

async function buildAnswer(wallet: string, body: any) {
  const amounts = {
    grossRebate: 2039280,
    donationBase: 2039280,
    donationAmount: 101964,
    netRebate: 1937316,
    networkFee: 5000,
  };
  const transaction = {
    transactionBase64: buildFakeTransaction(wallet, body.items),
    submissionTicket: 'ticket_1',
    includes: body.items.map(({ type, address, action }: BuildItem) => ({ type, address, action })),
    computeUnitsNeeded: 1000,
    ...amounts,
  };
  return { transactions: [transaction], rejected: [], totals: amounts };
}
