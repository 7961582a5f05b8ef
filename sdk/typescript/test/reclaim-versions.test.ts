import { beforeEach, expect, test, vi } from 'vitest';
import { type BuiltTransaction, VersionUnsupportedError } from '../src/index.js';
import { type FakeCluster, sign } from './fake-cluster.js';
import { items, outcomesOf, typesOf, useCluster } from './reclaim-support.js';

const { cluster: clusterOf, tell } = useCluster();
let cluster: FakeCluster;
beforeEach(() => void (cluster = clusterOf()));

const asked = () =>
  cluster.built.map(({ items: all, transactionVersions }) => [all.length, transactionVersions]);

/** A wallet that signs version 0, and says of itself that it signs version 1 too. */
const refusing = (error: unknown) =>
  vi.fn(async ({ version }: BuiltTransaction) => {
    if (version === 1) throw error;
    return sign();
  });

test('asks for version 0 where nothing is said', async () => {
  await tell({ items: items('A') });
  expect(asked()).toEqual([[1, undefined]]);
});

test('has the wallet sign version 1 where it says that it does', async () => {
  const wallet = vi.fn(sign);
  const told = await tell({ items: items('A', 'B'), sign: wallet, transactionVersions: [0, 1] });
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
  expect(asked()).toEqual([[2, [0, 1]]]);
  expect(wallet.mock.calls.flat()).toMatchObject([{ version: 1 }, { version: 1 }]);
});

test.each<[string, unknown]>([
  ['the error of the SDK', new VersionUnsupportedError()],
  [
    'the words of a wallet adapter',
    new Error("Signing transaction version 1 isn't supported by this wallet"),
  ],
  [
    'the name that wallet adapters also give to the user’s no',
    Object.assign(new Error('Transaction version 1 is not supported'), {
      name: 'WalletSignTransactionError',
    }),
  ],
])('builds again in version 0 what the wallet refuses with %s', async (_, error) => {
  cluster.perTransaction = 2;
  const wallet = refusing(error);
  const told = await tell({
    items: items('A', 'B', 'C', 'D'),
    sign: wallet,
    transactionVersions: [0, 1],
  });
  expect(told.report.stopped).toBeUndefined();
  expect(told.thrown).toBeUndefined();
  expect(outcomesOf(told)).toEqual(['A', 'B', 'C', 'D'].map((name) => `${name} confirmed`));
  expect(asked()).toEqual([
    [4, [0, 1]],
    [4, [0]],
  ]);
  expect(wallet.mock.calls.flat().map(({ version }) => version)).toEqual([1, 0, 0]);
  expect(typesOf(told).filter((type) => type === 'rebuilt')).toHaveLength(1);
});

test('builds again what signAll refuses', async () => {
  cluster.perTransaction = 2;
  const signAll = async (all: readonly BuiltTransaction[]) => {
    if (all.some(({ version }) => version === 1)) throw new VersionUnsupportedError();
    return Promise.all(all.map(() => sign()));
  };
  const told = await tell({ items: items('A', 'B'), signAll, transactionVersions: [0, 1] });
  expect(outcomesOf(told)).toEqual(['A confirmed', 'B confirmed']);
  expect(asked()).toEqual([
    [2, [0, 1]],
    [2, [0]],
  ]);
});

test.each<[string, (0 | 1)[] | undefined]>([
  ['version 1 alone', [1]],
  ['version 0 alone', [0]],
])('ends where the wallet signs %s and refuses it', async (_, transactionVersions) => {
  const wallet = vi.fn(async () => {
    throw new VersionUnsupportedError();
  });
  const told = await tell({ items: items('A'), sign: wallet, transactionVersions });
  expect(outcomesOf(told)).toEqual(['A skipped']);
  expect(told.report.stopped?.error).toBeInstanceOf(VersionUnsupportedError);
  expect(wallet).toHaveBeenCalledTimes(1);
});

test('takes the user at his word', async () => {
  const wallet = refusing(new Error('User rejected the request.'));
  const told = await tell({ items: items('A'), sign: wallet, transactionVersions: [0, 1] });
  expect(told.report.stopped?.reason).toBe('declined');
  expect(cluster.built).toHaveLength(1);
});

test('builds again what signAndSend refuses, as nothing was sent', async () => {
  const signAndSend = vi.fn(async ({ version }: BuiltTransaction) => {
    if (version === 1) throw new VersionUnsupportedError();
    return 'sent';
  });
  const told = await tell({ items: items('A'), signAndSend, transactionVersions: [0, 1] });
  expect(outcomesOf(told)).toEqual(['A confirmed']);
  expect(cluster.reported).toEqual(['sent']);
});
