import {
  generateKeyPair,
  getAddressFromPublicKey,
  getBase64EncodedWireTransaction,
  getBase64Encoder,
  getTransactionDecoder,
  signTransaction,
} from '@solana/kit';
import { beforeEach, expect, test, vi } from 'vitest';
import { BurnerClient, HTTPError, RateLimitError, type Submission } from '../src/index.js';
import { wait } from '../src/wait.js';
import { type Answer, failure } from './fake-server.js';
import { nameAddress } from './names.js';
import { backendOf, rejection, useFakeServer, WALLET } from './support.js';

vi.mock('../src/wait.js');

const server = useFakeServer();
const close = { type: 'empty_account', address: nameAddress('A'), action: 'close' } as const;
const waiting: Submission = {
  signature: 'S',
  status: 'submitted',
  slot: null,
  includes: [],
  netRebate: 0,
};
const tooMany = failure(429, 'Rate limit exceeded', { 'Retry-After': '2' });
const ask = () => backendOf(server()).getSubmission(WALLET, 'S');

beforeEach(() => {
  vi.mocked(wait).mockReset().mockResolvedValue();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

test('what was submitted can be asked for, with a session too', async () => {
  const keyPair = await generateKeyPair();
  const wallet = await getAddressFromPublicKey(keyPair.publicKey);
  const client = new BurnerClient({
    sessionToken: server().openSession(wallet),
    baseUrl: server().url,
  });
  const { transactions } = await client.buildTransactions(wallet, { items: [close] });
  const { transactionBase64, submissionTicket, netRebate } = transactions[0]!;
  const bytes = getBase64Encoder().encode(transactionBase64);
  const transaction = await signTransaction([keyPair], getTransactionDecoder().decode(bytes));
  const { results } = await client.submitTransactions(wallet, {
    signed: [{ transactionBase64: getBase64EncodedWireTransaction(transaction), submissionTicket }],
  });
  const signature = results[0]!.signature!;
  expect(await client.getSubmission(wallet, signature)).toEqual({
    ...waiting,
    signature,
    netRebate,
  });
});

test.each<Submission>([
  waiting,
  { ...waiting, status: 'confirmed', slot: 312, includes: [close], netRebate: 1937316 },
  { ...waiting, status: 'finalized', slot: 312 },
  { ...waiting, status: 'failed', slot: 312, error: { code: 'c', message: 'm' } },
  { ...waiting, status: 'expired' },
])('a submission that is $status comes back as it is', async (body) => {
  server().script({ status: 200, body });
  expect(await ask()).toEqual(body);
});

test('an unknown signature is a 404', async () => {
  const error = await rejection(ask());
  expect(error).toBeInstanceOf(HTTPError);
  expect(error.message).toContain('Request failed with status code 404');
  expect(error.message).toMatch(/\/submissions\/S — Not found$/);
  expect(server().received).toHaveLength(1);
});

test.each<[string, Answer[], number[]]>([
  ['429', [tooMany, tooMany], [2000, 2000]],
  ['502', [failure(502, 'x'), failure(502, 'x')], [125, 250]],
])('a %s is waited for', async (_status, answers, waits) => {
  server().script(...answers, { status: 200, body: waiting });
  expect(await ask()).toEqual(waiting);
  expect(vi.mocked(wait).mock.calls.map(([ms]) => ms)).toEqual(waits);
});

test('a rate limit that lasts is thrown', async () => {
  server().script(tooMany, tooMany, tooMany, tooMany);
  expect(await rejection(ask())).toBeInstanceOf(RateLimitError);
  expect(server().received).toHaveLength(4);
});

test('the signal of a call ends it', async () => {
  server().script('hang');
  const signal = AbortSignal.timeout(20);
  const call = backendOf(server()).getSubmission(WALLET, 'S', { signal });
  expect(await rejection(call)).toBe(signal.reason);
});

test.each(['', '.', '..'])('a signature %j is refused', async (signature) => {
  const error = await rejection(backendOf(server()).getSubmission(WALLET, signature));
  expect(error).toBeInstanceOf(TypeError);
  expect(server().received).toEqual([]);
});
