import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, inject, it } from 'vitest';
import { build } from './support/job.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { newWallet, signed } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// What the server asks of its cluster by itself: nothing while nobody uses it, and little while somebody waits.
const gate = await RpcGate.open(inject('localnetUrl'));
const { burner, backend, localnet } = await openWorld({}, gate.url);
afterAll(async () => {
  await burner.stop();
  await gate.close();
});
afterEach(() => {
  gate.handle = null;
});

/** The methods that are called from here on. */
function calls(): string[] {
  const methods: string[] = [];
  gate.handle = async ({ method, forward }) => {
    methods.push(method);
    return forward();
  };
  return methods;
}

it('asks nothing while it is idle, before and after it was used', async () => {
  const wallet = await newWallet();
  const accounts = await localnet.seed(wallet.address, { empty: 1 });
  await build(backend, wallet, accounts);
  const methods = calls();
  await sleep(16_000); // longer than anything repeats
  expect(methods).toEqual([]);
});

it('looks often at what somebody waits for, and no longer than that', async () => {
  const wallet = await newWallet();
  const accounts = await localnet.seed(wallet.address, { empty: 1 });
  const [built] = (await build(backend, wallet, accounts)).transactions;
  const entry = await signed(wallet, built!);
  let shown = Infinity;
  let looks = 0;
  gate.handle = async ({ method, body, forward }) => {
    if (method !== 'getSignatureStatuses') return forward();
    ++looks;
    if (shown === Infinity) shown = Date.now() + 2_000;
    if (Date.now() >= shown) return forward();
    const { id, params } = JSON.parse(body);
    const value = params[0].map(() => null);
    return JSON.stringify({ jsonrpc: '2.0', id, result: { context: { slot: 1 }, value } });
  };
  const path = `/wallet/${wallet.address}/transactions/submit`;
  const { json } = await backend.post(path, { signed: [entry], waitFor: 'confirmed' });
  const late = Date.now() - shown;
  expect(json.results[0].status).toBe('confirmed');
  expect(late).toBeLessThan(600); // 250 ms and a round trip, on a busy machine
  expect(looks).toBeGreaterThan(6);
  const methods = calls();
  await sleep(1_500);
  expect(methods.filter((method) => method === 'getSignatureStatuses').length).toBeLessThan(4);
});
