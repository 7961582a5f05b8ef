import { beforeEach, expect, test, vi } from 'vitest';
import { type BuiltTransaction, type ReclaimOptions, SigningRefusedError } from '../src/index.js';
import { type FakeCluster, sign, signSponsored, SPONSOR } from './fake-cluster.js';
import { nameAddress } from './names.js';
import { items, outcomesOf, useCluster } from './reclaim-support.js';

const PAYER = nameAddress('Payer');

const { cluster: clusterOf, reclaim, tell } = useCluster();
let cluster: FakeCluster;
beforeEach(() => void (cluster = clusterOf()));

const requested = () => cluster.built.map(({ feePayer }) => feePayer);
const sponsored = { items: items('A'), feePayer: 'sponsor', sponsor: SPONSOR, sign: signSponsored };

test('lets another key pay, and says so', async () => {
  const review = vi.fn();
  const told = await tell({ items: items('A'), feePayer: PAYER, review });
  expect(outcomesOf(told)).toEqual(['A confirmed']);
  expect(requested()).toEqual([PAYER]);
  const [{ verified }] = review.mock.calls[0]!;
  expect(verified[0]).toMatchObject({ feePayer: PAYER, networkFee: 10_000 });
  expect(verified[0].repayment).toBeUndefined();
  expect(verified[0].sentence).toContain(`${PAYER} pays 0.00001 SOL`);
});

test.each(['sponsor', 'auto'])(
  'lets the agreed sponsor pay and be repaid: %s',
  async (feePayer) => {
    const review = vi.fn();
    const told = await tell({ ...sponsored, feePayer, review });
    expect(outcomesOf(told)).toEqual(['A confirmed']);
    expect(requested()).toEqual([feePayer]);
    const [{ verified }] = review.mock.calls[0]!;
    expect(verified[0]).toMatchObject({ feePayer: SPONSOR, repayment: 10_000 });
  },
);

test('takes the signature of what a sponsor has signed from the server, also when it breaks', async () => {
  cluster.faults.submit.push('lost');
  const told = await tell(sponsored);
  expect(outcomesOf(told)).toEqual(['A confirmed']);
  expect(told.report.items[0]!.signature).toMatch(/^sponsored /);
});

test('calls submitted, without a signature, what nobody answers for', async () => {
  cluster.faults.submit.push('lost', ...Array.from({ length: 4 }, () => new Error('down')));
  const told = await tell(sponsored);
  expect(outcomesOf(told)).toEqual(['A submitted']);
  expect(told.report.items[0]!.signature).toBeNull();
  expect(told.thrown).toEqual(new Error('down'));
});

test('asks for the wallet where it sends by itself', async () => {
  const signAndSend = async () => 'signature';
  await tell({ items: items('A'), feePayer: 'auto', signAndSend, maxTransactions: 1 });
  expect(requested()).toEqual(['wallet']);
});

test.each<[string, Partial<ReclaimOptions>]>([
  ['feePayer sponsor needs sponsor', { feePayer: 'sponsor' }],
  ['feePayer auto needs sponsor', { feePayer: 'auto' }],
  ['needs sign or signAll', { feePayer: 'sponsor', sponsor: SPONSOR, signAndSend: async () => '' }],
  ['feePayer must be an address', { feePayer: 'sponsor', sponsor: 'somebody' }],
])('%s', async (message, options) => {
  const read = async () => {
    for await (const _ of reclaim(options));
  };
  await expect(read()).rejects.toThrow(message);
});

test.each<[string, Partial<ReclaimOptions>]>([
  ['another sponsor than was agreed to', { ...sponsored, sponsor: PAYER }],
  ['a payer that nobody named', { items: items('A') }],
])('never shows the wallet %s', async (_, options) => {
  const asked = vi.fn(async (_built: BuiltTransaction) => sign());
  if (!options.feePayer) cluster.payer = SPONSOR;
  const { thrown, report } = await tell({ ...options, sign: asked });
  expect(thrown).toBeInstanceOf(SigningRefusedError);
  expect(report.stopped).toMatchObject({ reason: 'refused', error: { rule: 'payer' } });
  expect(asked).not.toHaveBeenCalled();
});
