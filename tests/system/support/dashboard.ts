import { type Answer, answerTo } from './http.ts';
import { noteSecret } from './secrets.ts';

const base = '/admin/v1';

/** A browser that has the dashboard of one node open: it keeps the cookie, as a browser does. */
export class DashboardClient {
  readonly #listener: string;
  readonly #host: string;
  #cookie = '';

  /** `listener` is where the node listens, `host` what people open. */
  constructor(listener: string, host = new URL(listener).host) {
    this.#listener = listener;
    this.#host = host;
  }

  /** The same browser at another node, as behind a balancer. */
  at(listener: string): DashboardClient {
    const other = new DashboardClient(listener, this.#host);
    other.#cookie = this.#cookie;
    return other;
  }

  get cookie(): string {
    return this.#cookie;
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await answerTo(this.#listener, {
      method,
      path: base + path,
      headers: {
        Host: this.#host,
        'Sec-Fetch-Site': 'same-origin',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(this.#cookie && { Cookie: this.#cookie }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
    if (cookie !== undefined) this.#cookie = cookie.endsWith('=') ? '' : cookie;
    const token = cookie?.split('=')[1];
    if (token) noteSecret(token);
    if (typeof answer.json?.key === 'string') noteSecret(answer.json.key);
    return answer;
  }
}
