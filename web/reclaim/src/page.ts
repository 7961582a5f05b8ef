import type { SolanaChain } from '@burnandclaim/sdk/wallet-standard';

/** What the server says of its page: `GET /api/page`. */
export interface PageSettings {
  name: string;
  cluster: Cluster;
  /** Where addresses and transactions can be looked up; null where they cannot. */
  explorer: string | null;
  /** Pictures are shown without asking. */
  images: boolean;
  demoWallet: boolean;
  donation: { wallet: string; suggested: number } | null;
}

export type Cluster = 'mainnet' | 'devnet' | 'testnet' | 'local';

/** What the server of the page answers where it does not do what was asked. */
export class PageError extends Error {
  override readonly name = 'PageError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;

  constructor(status: number, body: { message?: string; code?: string; requestId?: string }) {
    super(body.message ?? `The server answered ${status}`);
    this.status = status;
    this.code = body.code ?? '';
    this.requestId = body.requestId ?? null;
  }
}

/** Asks the server that the page came from. Throws PageError, and TypeError without a network. */
export async function ask<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(path, {
    ...(body && {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
    credentials: 'omit',
    cache: 'no-store',
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new PageError(response.status, answer as object);
  return answer as T;
}

export const loadPageSettings = (): Promise<PageSettings> => ask('/api/page');

/** The Wallet Standard's name of a cluster. */
export function chainOf(cluster: Cluster): SolanaChain {
  return cluster === 'local' ? 'solana:localnet' : `solana:${cluster}`;
}

/** The page of an address or a transaction in the explorer; undefined where there is none. */
export function explorerLink(
  { explorer, cluster }: PageSettings,
  kind: 'address' | 'tx',
  id: string,
): string | undefined {
  if (!explorer) return undefined;
  const query = cluster === 'mainnet' ? '' : `?cluster=${cluster}`;
  return `${explorer}/${kind}/${encodeURIComponent(id)}${query}`;
}
