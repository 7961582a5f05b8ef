import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import type { ApiKey, Burner } from '../support/burner.ts';
import { type Answer, type Exchange, exchange, keepAlive } from '../support/http.ts';
import { api } from '../support/world.ts';
import {
  type History,
  left,
  type Outcome,
  type Session,
  type Span,
  type Target,
} from './history.ts';

/** A session with what its user holds. */
export interface Held extends Session {
  token: string;
}

const refusals = new Map<number, Outcome>([
  [401, 'revoked'],
  [503, 'unsure'],
]);

const now = () => performance.now();
const since = (start: number): Span => ({ start, end: now() });

/**
 * Calls the nodes, one or the other, and writes down what came of it. Nothing is checked or sent
 * twice on the way.
 */
export class Recorder {
  readonly #nodes: readonly Burner[];
  readonly #choose: (bound: number) => number;
  readonly history: History = {
    leaseMs: null,
    keys: [],
    sessions: [],
    uses: [],
    revocations: [],
    streams: [],
    faults: [],
  };
  readonly #wallErrorMs: number;
  readonly #agent = keepAlive();
  readonly #up: Promise<void>[];

  /**
   * `choose` gives a number below its argument: the node that is called next. A node's wall clock
   * may be wrong by as much as `wallErrorMs`.
   */
  constructor(
    nodes: readonly Burner[],
    choose: (bound: number) => number,
    leaseMs: number | null,
    wallErrorMs = 0,
  ) {
    this.#nodes = nodes;
    this.#choose = choose;
    this.#wallErrorMs = wallErrorMs;
    this.#up = nodes.map(() => Promise.resolve());
    this.history.leaseMs = leaseMs;
  }

  async mint(
    project: string,
    { id: key, key: secret }: ApiKey,
    wallet: string,
  ): Promise<Held | null> {
    const node = await this.#next();
    const [start, wallStart] = [now(), Date.now()];
    const answer = await this.#call(node, {
      method: 'POST',
      path: '/sessions',
      headers: { 'X-Api-Key': secret },
      body: JSON.stringify({ walletAddress: wallet, ttlSeconds: 3600 }),
    });
    const minted = since(start);
    const issued = {
      start: wallStart - this.#wallErrorMs,
      end: Date.now() + this.#wallErrorMs,
    };
    this.history.uses.push({
      by: key,
      node,
      span: minted,
      outcome: outcomeOf(answer, 'API key revoked'),
    });
    if (answer?.status !== 200) return null;
    const { sessionId: id, token } = answer.json;
    const session = { id, project, key, wallet, minted, issued };
    this.history.sessions.push(session);
    return { ...session, token };
  }

  async use({ id, wallet, token }: Held): Promise<void> {
    const node = await this.#next();
    const start = now();
    const answer = await this.#call(node, {
      path: `/wallet/${wallet}/assets`,
      headers: { Authorization: `Bearer ${token}` },
    });
    this.history.uses.push({
      by: id,
      node,
      span: since(start),
      outcome: outcomeOf(answer, 'Session revoked'),
    });
  }

  revokeOne({ id }: Held, { id: keyId, key }: ApiKey): Promise<void> {
    return this.#revoke(
      keyId,
      { session: id },
      { method: 'DELETE', path: `/sessions/${id}`, headers: { 'X-Api-Key': key } },
    );
  }

  revokeMany(
    project: string,
    { id, key }: ApiKey,
    wallet?: string,
    issuedBefore?: number,
  ): Promise<void> {
    const body = JSON.stringify({
      walletAddress: wallet,
      issuedBefore: issuedBefore && new Date(issuedBefore).toISOString(),
    });
    const target = { project, ...(wallet && { wallet }), ...(issuedBefore && { issuedBefore }) };
    return this.#revoke(id, target, {
      method: 'POST',
      path: '/sessions/revoke',
      headers: { 'X-Api-Key': key },
      body,
    });
  }

  /** At the command line, which works also while the server is down. */
  async revokeKey({ id }: ApiKey): Promise<void> {
    const start = now();
    const { code, err } = await this.#nodes[0]!.command('key', 'revoke', id);
    if (code !== 0 && this.history.leaseMs === null)
      throw new Error(`key revoke ${id} → ${code}: ${err}`);
    this.history.revocations.push({
      span: since(start),
      answered: code === 0,
      node: 0,
      target: { key: id },
    });
  }

  /** Opens a stream and stays until it ends, or `stay` does. */
  async follow({ id, wallet, token }: Held, stay: Promise<unknown>): Promise<void> {
    const node = await this.#next();
    const start = now();
    const url = `${this.#nodes[node]!.url.replace('http', 'ws')}${api}/wallet/${wallet}/submissions/stream`;
    const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const refusal = await new Promise<Outcome | null>((resolve) => {
      socket.once('open', () => resolve(null));
      socket.once('unexpected-response', (request, { statusCode, statusMessage }) => {
        request.destroy();
        resolve(refusals.get(statusCode!) ?? `${statusCode} ${statusMessage}`);
      });
      socket.on('error', () => resolve('unanswered'));
    });
    const opened = since(start);
    if (refusal !== null) {
      this.history.uses.push({ by: id, node, span: opened, outcome: refusal });
      return;
    }
    const code = await Promise.race([closed, stay.then(() => left)]);
    this.history.streams.push({ session: id, node, opened, ended: { at: now(), code } });
    socket.terminate();
  }

  /** A node is killed and started anew on the same data; who wants something from it waits. */
  async kill(node = 0, downMs = 0): Promise<void> {
    const start = now();
    const burner = this.#nodes[node]!;
    this.#up[node] = burner
      .stop('SIGKILL')
      .then(() => sleep(downMs))
      .then(() => burner.start());
    await this.#up[node];
    this.history.faults.push({ kind: 'killed', node, span: since(start) });
  }

  /** Writes down a fault that `work` makes and puts right. */
  async fault(
    what: { kind: 'paused' | 'cut'; node: number } | { kind: 'engine' },
    work: () => Promise<void>,
  ): Promise<void> {
    const start = now();
    await work();
    this.history.faults.push({ ...what, span: since(start) });
  }

  /** The node to call next, once it has been started. */
  async #next(): Promise<number> {
    const node = this.#choose(this.#nodes.length);
    await this.#up[node];
    return node;
  }

  /** What a node could not do for sure may hold. That it could not is noted as a use of the key. */
  async #revoke(key: string, target: Target, request: Exchange): Promise<void> {
    const node = await this.#next();
    const start = now();
    const answer = await this.#call(node, request);
    const span = since(start);
    const answered = answer?.status === 200 || answer?.status === 204;
    this.history.revocations.push({ node, span, answered, target });
    if (!answered)
      this.history.uses.push({
        by: key,
        node,
        span,
        outcome: outcomeOf(answer, 'API key revoked'),
      });
  }

  /** Null when the connection broke. */
  #call(node: number, request: Exchange): Promise<Answer | null> {
    const headers = {
      ...(request.body !== undefined && { 'Content-Type': 'application/json' }),
      ...request.headers,
    };
    return exchange(
      this.#nodes[node]!.url,
      { ...request, path: api + request.path, headers },
      this.#agent,
    ).catch(() => null);
  }
}

function outcomeOf(answer: Answer | null, revoked: string): Outcome {
  if (answer === null) return 'unanswered';
  if (answer.status === 200) return 'works';
  if (answer.status === 503 && answer.json?.code === 'overloaded') return 'unsure';
  return answer.status === 401 && answer.json?.message === revoked
    ? 'revoked'
    : `${answer.status} ${answer.text.slice(0, 200)}`;
}
