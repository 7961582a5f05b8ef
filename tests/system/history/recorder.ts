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

const now = () => performance.now();
const since = (start: number): Span => ({ start, end: now() });

/**
 * Calls the server and writes down what came of it. Nothing is checked or sent twice on the way.
 */
export class Recorder {
  readonly burner: Burner;
  readonly history: History = {
    leaseMs: null,
    keys: [],
    sessions: [],
    uses: [],
    revocations: [],
    streams: [],
    faults: [],
  };
  readonly #agent = keepAlive();
  #up: Promise<void> = Promise.resolve();

  constructor(burner: Burner) {
    this.burner = burner;
  }

  async mint(
    project: string,
    { id: key, key: secret }: ApiKey,
    wallet: string,
  ): Promise<Held | null> {
    await this.#up;
    const [start, wallStart] = [now(), Date.now()];
    const answer = await this.#call({
      method: 'POST',
      path: '/sessions',
      headers: { 'X-Api-Key': secret },
      body: JSON.stringify({ walletAddress: wallet, ttlSeconds: 3600 }),
    });
    const [minted, issued] = [since(start), { start: wallStart, end: Date.now() }];
    this.history.uses.push({
      by: key,
      node: 0,
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
    await this.#up;
    const start = now();
    const answer = await this.#call({
      path: `/wallet/${wallet}/assets`,
      headers: { Authorization: `Bearer ${token}` },
    });
    this.history.uses.push({
      by: id,
      node: 0,
      span: since(start),
      outcome: outcomeOf(answer, 'Session revoked'),
    });
  }

  revokeOne({ id }: Held, { key }: ApiKey): Promise<void> {
    return this.#revoke(
      { session: id },
      { method: 'DELETE', path: `/sessions/${id}`, headers: { 'X-Api-Key': key } },
    );
  }

  revokeMany(
    project: string,
    { key }: ApiKey,
    wallet?: string,
    issuedBefore?: number,
  ): Promise<void> {
    const body = JSON.stringify({
      walletAddress: wallet,
      issuedBefore: issuedBefore && new Date(issuedBefore).toISOString(),
    });
    const target = { project, ...(wallet && { wallet }), ...(issuedBefore && { issuedBefore }) };
    return this.#revoke(target, {
      method: 'POST',
      path: '/sessions/revoke',
      headers: { 'X-Api-Key': key },
      body,
    });
  }

  /** At the command line, which works also while the server is down. */
  async revokeKey({ id }: ApiKey): Promise<void> {
    const start = now();
    const { code, err } = await this.burner.command('key', 'revoke', id);
    if (code !== 0) throw new Error(`key revoke ${id} → ${code}: ${err}`);
    this.history.revocations.push({
      span: since(start),
      answered: true,
      node: 0,
      target: { key: id },
    });
  }

  /** Opens a stream and stays until it ends, or `stay` does. */
  async follow({ id, wallet, token }: Held, stay: Promise<unknown>): Promise<void> {
    await this.#up;
    const start = now();
    const url = `${this.burner.url.replace('http', 'ws')}${api}/wallet/${wallet}/submissions/stream`;
    const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const refusal = await new Promise<Outcome | null>((resolve) => {
      socket.once('open', () => resolve(null));
      socket.once('unexpected-response', (request, { statusCode, statusMessage }) => {
        request.destroy();
        resolve(statusCode === 401 ? 'revoked' : `${statusCode} ${statusMessage}`);
      });
      socket.on('error', () => resolve('unanswered'));
    });
    const opened = since(start);
    if (refusal !== null) {
      this.history.uses.push({ by: id, node: 0, span: opened, outcome: refusal });
      return;
    }
    const code = await Promise.race([closed, stay.then(() => left)]);
    this.history.streams.push({ session: id, node: 0, opened, ended: { at: now(), code } });
    socket.terminate();
  }

  /** The server is killed and started anew on the same data; who wants something from it waits. */
  async kill(): Promise<void> {
    const start = now();
    this.#up = this.burner.stop('SIGKILL').then(() => this.burner.start());
    await this.#up;
    this.history.faults.push({ kind: 'killed', node: 0, span: since(start) });
  }

  async #revoke(target: Target, request: Exchange): Promise<void> {
    await this.#up;
    const start = now();
    const answer = await this.#call(request);
    const answered = answer?.status === 200 || answer?.status === 204;
    if (answer && !answered)
      throw new Error(`${request.method} ${request.path} → ${answer.status} ${answer.text}`);
    this.history.revocations.push({ node: 0, span: since(start), answered, target });
  }

  /** Null when the connection broke. */
  #call(request: Exchange): Promise<Answer | null> {
    const headers = {
      ...(request.body !== undefined && { 'Content-Type': 'application/json' }),
      ...request.headers,
    };
    return exchange(
      this.burner.url,
      { ...request, path: api + request.path, headers },
      this.#agent,
    ).catch(() => null);
  }
}

function outcomeOf(answer: Answer | null, revoked: string): Outcome {
  if (answer === null) return 'unanswered';
  if (answer.status === 200) return 'works';
  return answer.status === 401 && answer.json?.message === revoked
    ? 'revoked'
    : `${answer.status} ${answer.text.slice(0, 200)}`;
}
