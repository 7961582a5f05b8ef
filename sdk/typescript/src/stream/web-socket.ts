import type { ClientOptions } from 'ws';
import { isNode } from '../runtime.js';

/** What the client uses of a WebSocket; a browser's and the `ws` package's both have it. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  close(code?: number, reason?: string): void;
  /** Where a socket has these two (`ws`), a slow reader holds back the server. */
  pause?(): void;
  resume?(): void;
}

/** A class of such sockets, as the option `WebSocket` takes it. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/** Begins to connect; nothing is missed by who listens to the socket in the same turn. */
export type Connect = (url: string, protocols: string[]) => WebSocketLike;

/**
 * Finds what to connect with, when it is first needed; rejects with TypeError where there is none.
 */
export type FindConnect = () => Promise<Connect>;

const NODE_OPTIONS: ClientOptions & { closeTimeout: number } = {
  perMessageDeflate: false,
  closeTimeout: 2_000,
};

/**
 * Finds the class: the one that the caller chose, else `ws` in Node, for its pause, else the
 * runtime's own.
 */
export function connectWith(chosen: WebSocketConstructor | undefined): FindConnect {
  if (chosen === undefined) return findConnect;
  if (typeof chosen !== 'function') throw new TypeError('WebSocket must be a class');
  return async () => (url, protocols) => new chosen(url, protocols);
}

async function findConnect(): Promise<Connect> {
  const ws = isNode() ? await import('ws') : undefined;
  if (ws?.WebSocket) return (url, protocols) => new ws.WebSocket(url, protocols, NODE_OPTIONS);
  const { WebSocket } = globalThis;
  if (WebSocket) return (url, protocols) => new WebSocket(url, protocols);
  throw new TypeError('This runtime has no WebSocket: give one as the option WebSocket');
}
