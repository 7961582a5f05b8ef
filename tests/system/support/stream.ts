import WebSocket from 'ws';
import type { Burner } from './burner.ts';
import { mustBeFrame, mustConform } from './openapi.ts';
import { api } from './world.ts';

export interface Chunk {
  walletAddress: string;
  items: { address: string }[];
  chunkIndex: number;
  complete: boolean;
  counts: Record<string, number>;
  asOfSlot?: number;
  reclaimableLamports?: number;
  warnings?: unknown[];
}

export interface Streamed {
  frames: any[];
  code: number;
  reason: string;
}

/**
 * One stream, of assets unless `what` says otherwise, opened as a browser would: the token travels
 * as a subprotocol. The handshake's answer and every frame must be what docs/openapi.yaml declares;
 * what is not ends the run.
 */
export class Stream {
  readonly frames: any[] = [];
  readonly socket: WebSocket;
  readonly ended: Promise<Streamed>;
  readonly opened: Promise<void>;

  constructor(burner: Burner, wallet: string, token: string, query = '', what = 'assets') {
    const target = `${api}/wallet/${wallet}/${what}/stream${query}`;
    this.socket = new WebSocket(
      burner.url.replace('http', 'ws') + target,
      ['burner.v1', `burner.token.${token}`],
      { perMessageDeflate: false },
    );
    this.socket.on('upgrade', ({ headers }) =>
      mustConform('GET', target, { status: 101, headers, text: '', json: undefined }),
    );
    this.socket.on('message', (data) => {
      const frame: unknown = JSON.parse(String(data));
      this.frames.push(frame);
      mustBeFrame(target, frame);
    });
    this.opened = new Promise((resolve, reject) =>
      this.socket.once('open', resolve).once('error', reject),
    );
    this.ended = new Promise((resolve) =>
      this.socket.once('close', (code, reason) =>
        resolve({ frames: this.frames, code, reason: String(reason) }),
      ),
    );
    this.opened.catch(() => {});
  }

  /** Resolves once so many frames have come. */
  async has(count: number): Promise<void> {
    while (this.frames.length < count)
      await new Promise((resolve) => this.socket.once('message', resolve));
  }
}

export const streamed = (
  burner: Burner,
  wallet: string,
  token: string,
  query = '',
): Promise<Streamed> => new Stream(burner, wallet, token, query).ended;
