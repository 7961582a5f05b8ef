import { expect, test } from 'vitest';
import type { AwaitedSubmitResult } from '../src/index.js';
import { backendOf, rejection, useFakeServer, WALLET } from './support.js';

const server = useFakeServer();
const signed = [{ transactionBase64: 'AA==', submissionTicket: 'ticket_1' }];

test('waitFor is sent, and the result tells what the cluster decided', async () => {
  const results: AwaitedSubmitResult['results'] = [
    { signature: 'A', status: 'confirmed', slot: 9, includes: [], duplicate: true },
    { signature: 'B', status: 'failed', slot: 9, includes: [], error: { code: 'c', message: 'm' } },
  ];
  server().script({ status: 200, body: { results } });
  const request = { signed, waitFor: 'confirmed' } as const;
  expect(await backendOf(server()).submitTransactions(WALLET, request)).toEqual({ results });
  expect(server().received[0]!.body).toEqual(request);
});

test('the answer may take a minute longer than others', async () => {
  const client = backendOf(server(), { timeoutMs: 100 });
  server().script('hang', 'hang');
  const plain = await rejection(client.submitTransactions(WALLET, { signed }));
  expect(plain.message).toBe('No complete answer within 100 ms');
  const signal = AbortSignal.timeout(300);
  const request = { signed, waitFor: 'finalized' } as const;
  expect(await rejection(client.submitTransactions(WALLET, request, { signal }))).toBe(
    signal.reason,
  );
});
