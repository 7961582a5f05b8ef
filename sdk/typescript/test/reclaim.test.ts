import { beforeEach, expect, test, vi } from 'vitest';
import {
  BurnerClient,
  type BuiltTransaction,
  HTTPError,
  type ReclaimOptions,
  type Submission,
  UserDeclined,
} from '../src/index.js';
import { leavable } from '../src/stream/leavable.js';
import { DONATION_WALLET, type FakeCluster, httpError, sign } from './fake-cluster.js';
import { nameAddress } from './names.js';
import { item, items, outcomesOf, ticketOf, typesOf, useCluster } from './reclaim-support.js';
import { rejection, WALLET } from './support.js';

const MINT = nameAddress('Mint');

const { cluster: clusterOf, reclaim, tell } = useCluster();
let cluster: FakeCluster;
beforeEach(() => void (cluster = clusterOf()));

test('builds, asks for one signature at a time, submits, follows, and reports', async () => {
  const told = await tell({
    donationPercentage: 0.05,
    donationTo: DONATION_WALLET,
    priorityFeeLevel: 'low',
  });
  const common = { donationPercentage: 0.05, priorityFeeLevel: 'low', reserveBytes: undefined };
  expect(cluster.built).toEqual([{ items: items('A', 'B'), ...common }]);
  expect(told.events[0]).toMatchObject({ type: 'planned', transactions: [{}, {}], rejected: [] });
  const signing = told.events.filter(({ type }) => type === 'signing');
  expect(signing).toMatchObject([
    { index: 1, total: 2, transactions: [{ includes: items('A') }] },
    { index: 2, total: 2, transactions: [{ includes: items('B') }] },
  ]);
  expect(typesOf(told).filter((type) => type === 'confirmed')).toHaveLength(2);
  expect(told.thrown).toBeUndefined();
  expect(told.report).toEqual({
    items: ['A', 'B'].map((name) => ({
      ...item(name),
      outcome: 'confirmed',
      signature: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{80,90}$/),
      lamports: 2039280,
    })),
    totals: {
      items: 2,
      transactions: 2,
      grossRebate: 4078560,
      donationBase: 4078560,
      donationAmount: 203928,
      netRebate: 3874632,
      networkFee: 10000,
    },
  });
});

test('the wallet is never asked for a signature while another request is open', async () => {
  let open = 0;
  const careful = async () => {
    expect((open += 1)).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    open -= 1;
    return sign();
  };
  expect(outcomesOf(await tell({ items: items('A', 'B', 'C'), sign: careful }))).toHaveLength(3);
});

test('signAll gets up to 64 at once', async () => {
  const signAll = vi.fn((built: readonly BuiltTransaction[]) => Promise.all(built.map(sign)));
  const addresses = Array.from({ length: 70 }, (_, i) => `A${i}`);
  const told = await tell({ items: items(...addresses), signAll });
  expect(signAll.mock.calls.map(([built]) => built.length)).toEqual([64, 6]);
  expect(told.report.totals.transactions).toBe(70);
  expect(told.events.filter(({ type }) => type === 'signing')).toMatchObject([
    { index: 1, total: 70 },
    { index: 65, total: 70 },
  ]);
});

test('a signed transaction may come as submitTransactions takes it', async () => {
  const whole = async ({ submissionTicket }: BuiltTransaction) => ({
    transactionBase64: await sign(),
    submissionTicket,
  });
  expect(outcomesOf(await tell({ sign: whole }))).toEqual(['A confirmed', 'B confirmed']);
});

test('more items than one build takes are built in parts', async () => {
  cluster.perTransaction = 20;
  const addresses = Array.from({ length: 1500 }, (_, i) => `A${i}`);
  const told = await tell({ items: items(...addresses) });
  expect(cluster.built.map((request) => request.items.length)).toEqual([1000, 500]);
  expect(told.report.totals.items).toBe(1500);
});

test('mint and balance of an item of the list are what the user reviewed', async () => {
  const token = { ...item('T'), type: 'token', action: 'burn', balance: '5', mint: MINT } as const;
  const chosen = { ...token, address: nameAddress('U'), expectedBalance: '4' };
  const closed = { ...item('V'), mint: MINT, balance: '0' };
  const excess = { ...token, address: nameAddress('W'), action: 'withdraw_excess' };
  const lp = { ...token, address: nameAddress('X'), acknowledge: 'liquidity' } as const;
  await tell({ items: [token, chosen, closed, excess, lp] });
  const burn = { type: 'token', action: 'burn', expectedMint: MINT };
  expect(cluster.built[0]!.items).toEqual([
    { ...burn, address: nameAddress('T'), expectedBalance: '5' },
    { ...burn, address: nameAddress('U'), expectedBalance: '4' },
    { ...item('V'), expectedMint: MINT },
    { type: 'token', address: nameAddress('W'), action: 'withdraw_excess', expectedMint: MINT },
    { ...burn, address: nameAddress('X'), expectedBalance: '5', acknowledge: 'liquidity' },
  ]);
});

test.each([
  ['add up', 2039280, [2039280, 2039280]],
  ['do not add up', 1, [null, null]],
  ['are not known', undefined, [null, null]],
])(
  'lamports of items that share a transaction are told if those listed %s',
  async (_how, each, lamports) => {
    cluster.perTransaction = 2;
    const told = await tell({
      items: items('A', 'B').map((one) => ({ ...one, reclaimableLamports: each })),
    });
    expect(told.report.items.map((one) => one.lamports)).toEqual(lamports);
    expect(told.report.totals.grossRebate).toBe(4078560);
  },
);

test('what an item gave back by withdraw_excess is its excess', async () => {
  cluster.perTransaction = 2;
  const listed = { reclaimableLamports: 9, excessLamports: 2039280 };
  const [one, other] = items('A', 'B');
  const chosen = [
    { ...one!, reclaimableLamports: 2039280 },
    { ...other!, ...listed, action: 'withdraw_excess' },
  ];
  const told = await tell({ items: chosen });
  expect(told.report.items.map(({ lamports }) => lamports)).toEqual([2039280, 2039280]);
});

test('waitFor finalized follows to the end', async () => {
  const told = await tell({ items: items('A'), waitFor: 'finalized' });
  expect(typesOf(told)).toEqual([
    'planned',
    'signing',
    'submitted',
    'confirmed',
    'finalized',
    'done',
  ]);
  expect(outcomesOf(told)).toEqual(['A finalized']);
});

test('nothing to do is done', async () => {
  expect(typesOf(await tell({ items: [] }))).toEqual(['done']);
  expect(cluster.built).toEqual([]);
});

test('rejected items are reported, the others done', async () => {
  cluster.rejectedAddresses.add(nameAddress('A'));
  const told = await tell({});
  expect(outcomesOf(told)).toEqual(['A rejected', 'B confirmed']);
  expect(told.report.items[0]!.error).toEqual({ code: 'frozen', message: 'Frozen' });
});

test('a test key ends at once', async () => {
  cluster.simulated = true;
  const told = await tell({});
  expect(outcomesOf(told)).toEqual(['A simulated', 'B simulated']);
  expect([cluster.streams, cluster.asked]).toEqual([0, 0]);
  expect(told.report.totals).toMatchObject({ items: 0, netRebate: 0 });
});

test('what the server calls expired is rebuilt, and signed again', async () => {
  cluster.fates.push(['submitted', 'expired']);
  const told = await tell({});
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
  expect(cluster.built.map((request) => request.items)).toEqual([items('A', 'B'), items('A')]);
  expect(typesOf(told)).toContain('rebuilt');
  expect(told.events.filter(({ type }) => type === 'signing').at(-1)).toMatchObject({
    index: 3,
    total: 3,
  });
});

test.each(['blockhash_expired', 'ticket_expired'])(
  'what was refused as %s before it was sent is rebuilt',
  async (code) => {
    cluster.fates.push({ refuse: code });
    const told = await tell({});
    expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
    expect(cluster.built.map((request) => request.items)).toEqual([items('A', 'B'), items('A')]);
    expect(typesOf(told)).not.toContain('failed');
  },
);

test('nothing is rebuilt while it can still land', async () => {
  cluster.fates.push(['submitted', 'submitted', 'submitted', 'expired']);
  const told = await tell({ items: items('A') });
  expect(typesOf(told)).toEqual([
    'planned',
    'signing',
    'submitted',
    'rebuilt',
    'signing',
    'submitted',
    'confirmed',
    'done',
  ]);
});

test.each(['message_mismatch', 'insufficient_funds', 'rpc_unavailable'])(
  'a refusal %s is final for its items',
  async (code) => {
    cluster.fates.push({ refuse: code });
    const told = await tell({});
    expect(outcomesOf(told)).toEqual(['A failed', 'B confirmed']);
    expect(told.events).toContainEqual({
      type: 'failed',
      signature: null,
      includes: items('A'),
      error: { code, message: 'No' },
    });
    expect(cluster.built).toHaveLength(1);
  },
);

test('a failure on chain is final for its items', async () => {
  cluster.fates.push(['submitted', 'failed']);
  const told = await tell({});
  expect(outcomesOf(told)).toEqual(['A failed', 'B confirmed']);
  expect(told.report.items[0]!.signature).not.toBeNull();
  expect(told.report.totals.items).toBe(1);
});

test('what expires again and again is given up', async () => {
  for (let i = 0; i < 4; i += 1) cluster.fates.push(['expired']);
  const told = await tell({ items: items('A') });
  expect(outcomesOf(told)).toEqual(['A expired']);
  expect(cluster.built).toHaveLength(4);
  expect(typesOf(told).at(-2)).toBe('failed');
});

test('what is refused for its age again and again is given up', async () => {
  for (let i = 0; i < 4; i += 1) cluster.fates.push({ refuse: 'ticket_expired' });
  const told = await tell({ items: items('A') });
  expect(outcomesOf(told)).toEqual(['A expired']);
  expect(cluster.built).toHaveLength(4);
  expect(told.events.at(-2)).toMatchObject({ type: 'failed', error: { code: 'ticket_expired' } });
});

test('what waited too long for the user is refreshed before it is signed', async () => {
  let pause = 50_000;
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = 0;
    return sign();
  };
  const told = await tell({ items: items('A', 'B', 'C'), sign: slow });
  expect(cluster.built).toHaveLength(1);
  expect(cluster.refreshed).toEqual([[ticketOf('B')], [ticketOf('C')]]);
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed', 'C confirmed']);
});

test('a signature that the user rejects ends the run, without an error, with a report', async () => {
  const error = new Error('User rejected the request');
  let asked = 0;
  const declining = async () => ((asked += 1) === 2 ? Promise.reject(error) : sign());
  const told = await tell({ items: items('A', 'B', 'C'), sign: declining });
  expect(told.thrown).toBeUndefined();
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B skipped', 'C skipped']);
  expect(told.report.stopped).toEqual({ reason: 'declined', error });
  expect(asked).toBe(2);
});

test('after that, what expires is not built again', async () => {
  cluster.fates.push(['submitted', 'expired']);
  let asked = 0;
  const declining = async () => ((asked += 1) === 2 ? Promise.reject(new UserDeclined()) : sign());
  cluster.streamFault = () => new TypeError('no WebSocket');
  const told = await tell({ sign: declining });
  expect(outcomesOf(told)).toEqual(['A expired', 'B skipped']);
  expect(cluster.built).toHaveLength(1);
});

test('a sign that gives no transaction is a mistake, and thrown', async () => {
  const told = await tell({ sign: async () => undefined as unknown as string });
  expect(told.thrown).toBeInstanceOf(TypeError);
  expect(told.report.stopped?.reason).toBe('failed');
});

test('a build that fails is thrown after the report', async () => {
  cluster.faults.build.push(httpError(403));
  const told = await tell({});
  expect(told.thrown).toBeInstanceOf(HTTPError);
  expect(told.report.stopped).toEqual({ reason: 'failed', error: told.thrown });
  expect(outcomesOf(told)).toEqual(['A skipped', 'B skipped']);
});

test('without WebSocket the states are asked for, and the stream is not tried again', async () => {
  cluster.streamFault = () => new TypeError('no WebSocket');
  const told = await tell({ items: items('A'), waitFor: 'finalized' });
  expect(outcomesOf(told)).toEqual(['A finalized']);
  expect([cluster.streams, cluster.asked]).toEqual([1, 3]);
});

test.each([502, 429])('asking that fails with %i is asked again', async (status) => {
  cluster.streamFault = () => new TypeError('no WebSocket');
  cluster.faults.ask.push(httpError(status), new TypeError('fetch failed'));
  expect(outcomesOf(await tell({ items: items('A') }))).toEqual(['A confirmed']);
});

test.each([
  ['refused', () => [httpError(401)]],
  ['out of reach', () => Array.from({ length: 5 }, () => new TypeError('fetch failed'))],
])('when asking is %s, what was sent is reported as such', async (_what, faults) => {
  cluster.streamFault = () => new TypeError('no WebSocket');
  cluster.faults.ask.push(...faults());
  const told = await tell({ items: items('A') });
  expect(outcomesOf(told)).toEqual(['A submitted']);
  expect(told.report.items[0]!.signature).not.toBeNull();
  expect(told.thrown).toBeInstanceOf(Error);
});

test('a stream that says nothing is asked around', async () => {
  const quiet = vi.fn();
  const stream = ({ signal }: { signal?: AbortSignal | undefined } = {}) =>
    leavable<Submission>(signal, async function* (ending) {
      quiet();
      await new Promise((_, reject) => {
        ending.addEventListener('abort', () => reject(ending.reason));
      });
    });
  cluster.streamSubmissions = (_wallet, options) => stream(options) as AsyncGenerator<Submission>;
  expect(outcomesOf(await tell({ items: items('A') }))).toEqual(['A confirmed']);
  expect(quiet).toHaveBeenCalledTimes(1);
});

test('a submission whose answer was lost is submitted again, and known as a duplicate', async () => {
  cluster.faults.submit.push('lost');
  const told = await tell({});
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
  expect(told.report.totals.transactions).toBe(2);
});

test('after a lost answer a refusal is believed only if nothing is on record', async () => {
  cluster.faults.submit.push(httpError(503));
  cluster.fates.push({ refuse: 'blockhash_expired' });
  expect(outcomesOf(await tell({ items: items('A') }))).toEqual(['A confirmed']);
  expect(cluster.built).toHaveLength(2);
});

test('nor is it believed if the first attempt is on record', async () => {
  cluster.faults.submit.push('lost');
  const submit = cluster.submitTransactions.bind(cluster);
  let calls = 0;
  cluster.submitTransactions = (async (wallet: string, request: Parameters<typeof submit>[1]) => {
    if ((calls += 1) === 1) return submit(wallet, request);
    const error = { code: 'ticket_expired', message: 'No' };
    return { results: [{ status: 'failed', signature: null, includes: items('A'), error }] };
  }) as typeof cluster.submitTransactions;
  expect(outcomesOf(await tell({ items: items('A') }))).toEqual(['A confirmed']);
  expect(cluster.built).toHaveLength(1);
});

test.each<[string, () => Error, string]>([
  ['stays out of reach', () => new TypeError('fetch failed'), 'A submitted'],
  ['refuses the request', () => httpError(401), 'A skipped'],
])('a server that %s ends the run', async (_what, error, outcome) => {
  cluster.faults.submit.push(error(), error(), error(), error());
  const told = await tell({});
  expect(outcomesOf(told)).toEqual([outcome, 'B skipped']);
  expect(told.thrown).toBeInstanceOf(Error);
});

test.each([
  ['planned', 'skipped'],
  ['signing', 'skipped'],
  ['submitted', 'submitted'],
  ['confirmed', 'confirmed'],
])(
  'the signal ends it after %s, with a report, and its reason is thrown',
  async (type, outcome) => {
    const controller = new AbortController();
    if (outcome === 'submitted') cluster.fates.push(['submitted']);
    const slow = () => new Promise<string>((resolve) => setTimeout(() => resolve(sign()), 2000));
    const told = await tell({ signal: controller.signal, sign: slow }, (event) => {
      if (event.type === type) controller.abort('gone');
    });
    expect(told.thrown).toBe('gone');
    expect(told.report.stopped).toEqual({ reason: 'aborted', error: 'gone' });
    expect(outcomesOf(told)).toEqual([`A ${outcome}`, 'B skipped']);
  },
);

test('the signal ends it while the wallet is asked; what the wallet says then is not sent', async () => {
  const controller = new AbortController();
  let answer = (_: string) => {};
  const asking = () => new Promise<string>((resolve) => (answer = resolve));
  const submit = vi.spyOn(cluster, 'submitTransactions');
  const told = await tell({ signal: controller.signal, sign: asking }, ({ type }) => {
    if (type === 'signing') setTimeout(() => controller.abort('gone'), 1000);
  });
  answer(await sign());
  await vi.advanceTimersByTimeAsync(1000);
  expect(told.report.stopped).toEqual({ reason: 'aborted', error: 'gone' });
  expect(told.thrown).toBe('gone');
  expect(outcomesOf(told)).toEqual(['A skipped', 'B skipped']);
  expect(submit).not.toHaveBeenCalled();
});

test('a break ends it too, and no more signatures are asked for', async () => {
  const asking = vi.fn(() => new Promise<string>(() => {}));
  for await (const { type } of reclaim({ sign: asking })) if (type === 'signing') break;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asking.mock.calls.length).toBeLessThanOrEqual(1);
  expect(cluster.built).toHaveLength(1);
});

test.each<[string, Partial<ReclaimOptions>]>([
  ['neither sign nor signAll', { sign: undefined }],
  ['both', { sign, signAll: async () => [] }],
  ['sign and signAndSend', { sign, signAndSend: async () => '' }],
  ['no transaction at most', { maxTransactions: 0 }],
  ['an address twice', { items: items('A', 'A') }],
])('%s is a TypeError', async (_what, options) => {
  const client = new BurnerClient({ sessionToken: 'eyJ.e.s' });
  const run = client.reclaim(WALLET, { items: items('A'), sign, ...options });
  expect(await rejection(run.next())).toBeInstanceOf(TypeError);
});
