import { afterEach, beforeEach, vi } from 'vitest';
import { BurnerClient, type ClientSettings } from '../src/index.js';
import { API_KEY, FakeServer } from './fake-server.js';

export const WALLET = 'Burn1111111111111111111111111111111111111111';

/** Starts a server for each test of a file; read it through the returned function. */
export function useFakeServer(): () => FakeServer {
  let server: FakeServer;
  beforeEach(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.stop());
  return () => server;
}

export function backendOf(server: FakeServer, settings: ClientSettings = {}): BurnerClient {
  return new BurnerClient({ apiKey: API_KEY, baseUrl: server.url, ...settings });
}

/** The error a promise rejects with; fails the test when it does not. */
export async function rejection(promise: Promise<unknown>): Promise<any> {
  return promise.then(
    () => Promise.reject(new Error('expected a rejection')),
    (error: unknown) => error,
  );
}

export function handlers() {
  return {
    onRequest: vi.fn(),
    onResponse: vi.fn(),
    onRetry: vi.fn(),
    onError: vi.fn(),
    onRateLimit: vi.fn<(event: { retryAfter: number; attempt: number }) => boolean | void>(),
  };
}
