import { inject } from 'vitest';
import type { Answer } from './http.ts';
import { type ApiKey, Burner, type Project, type Settings } from './burner.ts';
import { Localnet } from './localnet.ts';
import { newWallet } from './wallet.ts';

export const api = '/api/v1/burner';

export interface Caller {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  delete(path: string, headers?: Record<string, string>): Promise<Answer>;
}

/** Calls the API with the same credentials each time. A string as body is sent as it is. */
export function caller(burner: Burner, credentials: Record<string, string>): Caller {
  const send = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: unknown,
  ) =>
    burner.send({
      method,
      path: api + path,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...credentials,
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    get: (path, headers) => send('GET', path, headers),
    post: (path, body, headers) => send('POST', path, headers, body),
    delete: (path, headers) => send('DELETE', path, headers),
  };
}

export const withKey = (burner: Burner, { key }: { key: string }): Caller =>
  caller(burner, { 'X-Api-Key': key });
export const withToken = (burner: Burner, token: string): Caller =>
  caller(burner, { Authorization: `Bearer ${token}` });

/**
 * The local Solana, one server with a project that takes donations, a live key and what calls with
 * it.
 */
export interface World {
  localnet: Localnet;
  burner: Burner;
  project: Project;
  donationWallet: string;
  key: ApiKey;
  backend: Caller;
  /** A session's token for a wallet. */
  token(wallet: string, request?: { scopes?: string[]; ttlSeconds?: number }): Promise<string>;
  frontEnd(wallet: string): Promise<Caller>;
}

export async function openWorld(
  settings: Settings = {},
  rpcUrl: string = inject('localnetUrl'),
  chainUrl: string = inject('localnetUrl'),
): Promise<World> {
  const localnet = new Localnet(chainUrl);
  const burner = await Burner.start(rpcUrl, settings);
  const donationWallet = (await newWallet()).address;
  await localnet.call('requestAirdrop', donationWallet, 10_000_000);
  const project = await burner.createProject('tests', '--donation-wallet', donationWallet);
  const key = await burner.createKey(project);
  const backend = withKey(burner, key);
  const token: World['token'] = async (walletAddress, request = {}) => {
    const answer = await backend.post('/sessions', { walletAddress, ...request });
    if (answer.status !== 200) throw new Error(`no session: ${answer.text}`);
    return answer.json.token;
  };
  const frontEnd = async (wallet: string) => withToken(burner, await token(wallet));
  return { localnet, burner, project, donationWallet, key, backend, token, frontEnd };
}
