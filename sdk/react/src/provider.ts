import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useInsertionEffect,
  useMemo,
  useRef,
} from 'react';
import { type AskedSession, BurnerClient } from '@burnandclaim/sdk';

/** Where the server is, and who hands out sessions: a client is made for each wallet. */
export interface SessionSource {
  baseUrl: string;
  /** As of `BurnerClient`, for one wallet. Asks your backend. */
  getSessionToken: (walletAddress: string, asked: AskedSession) => Promise<string>;
  client?: undefined;
}

/** One client for all wallets: yours, with whatever options it needs. */
export interface ClientSource {
  client: BurnerClient;
  baseUrl?: undefined;
  getSessionToken?: undefined;
}

/** What `BurnerProvider` takes. */
export type BurnerProviderProps = (SessionSource | ClientSource) & { children?: ReactNode };

/** Gives the client that a wallet's requests go through. */
type ClientOf = (walletAddress: string) => BurnerClient;

const Clients = createContext<ClientOf | undefined>(undefined);

/** Lets the hooks below it reach the server. */
export function BurnerProvider({
  client,
  baseUrl,
  getSessionToken,
  children,
}: BurnerProviderProps): ReactNode {
  const latest = useRef(getSessionToken);
  useInsertionEffect(() => void (latest.current = getSessionToken));
  const clientOf = useMemo(() => {
    if (client) return () => client;
    return clientsOf(baseUrl!, (walletAddress, asked) => latest.current!(walletAddress, asked));
  }, [client, baseUrl]);
  return createElement(Clients.Provider, { value: clientOf }, children);
}

/** Gives the client that the hooks use for a wallet; undefined without a wallet. */
export function useBurnerClient(walletAddress: string | undefined): BurnerClient | undefined {
  const clientOf = useContext(Clients);
  if (!clientOf) throw new Error('The hooks of @burnandclaim/react need a <BurnerProvider> above');
  return walletAddress === undefined ? undefined : clientOf(walletAddress);
}

/** Makes one client for each wallet, since a session is of one wallet. */
function clientsOf(baseUrl: string, getSessionToken: SessionSource['getSessionToken']): ClientOf {
  const clients = new Map<string, BurnerClient>();
  return (walletAddress) => {
    const known = clients.get(walletAddress);
    if (known) return known;
    const made = new BurnerClient({
      baseUrl,
      getSessionToken: (asked) => getSessionToken(walletAddress, asked),
    });
    clients.set(walletAddress, made);
    return made;
  };
}
