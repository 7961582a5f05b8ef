import { afterAll, describe, expect, inject, it } from 'vitest';
import { findPostgres, startPostgres } from '../../tools/demo/src/postgres.mjs';
import { run } from '../../tools/demo/src/processes.mjs';
import { Burner } from './support/burner.ts';
import { build, selectionOf } from './support/job.ts';
import { Localnet } from './support/localnet.ts';
import { startBeside } from './support/nodes.ts';
import { burnerBinary } from './support/paths.ts';
import { RpcGate } from './support/rpc-gate.ts';
import { addSponsor, submitOne } from './support/sponsor.ts';
import { newWallet } from './support/wallet.ts';
import { withKey } from './support/world.ts';

const localnet = new Localnet(inject('localnetUrl'));

async function open() {
  const postgres = await startPostgres();
  const gate = await RpcGate.open(inject('localnetUrl'));
  const settings = { 'storage.url': postgres.address('postgres'), 'cluster.lease_seconds': 2 };
  await run(burnerBinary, ['migrate', '--storage-url', settings['storage.url']]);
  const first = await Burner.start(gate.url, settings);
  const nodes = [first];
  while (nodes.length < 3) nodes.push(await startBeside(first, gate.url, settings));
  const project = await first.createProject('shop');
  const key = await first.createKey(project);
  const sponsor = await addSponsor(first, localnet, project, '--sponsor-wallet-budget', '20000');
  const close = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await gate.close();
    await postgres.stop();
  };
  return { nodes, key, gate, sponsor, close };
}

const available = findPostgres() !== null;
if (!available) console.warn('skipped: install Debian’s package postgresql');

describe.skipIf(!available)('a sponsor of three nodes', async () => {
  const { nodes, key, gate, sponsor, close } = available ? await open() : ({} as never);
  afterAll(() => close?.());
  const callers = nodes?.map((node) => withKey(node, key)) ?? [];

  it('puts no lamport more at risk than a budget allows, whoever signs', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 6 }, 0);
    const options = { feePayer: 'sponsor', priorityFeeLevel: 'none' };
    const built = await Promise.all(
      accounts.map(
        async (account) => (await build(callers[0]!, wallet, [account], options)).transactions[0]!,
      ),
    );
    const sent: string[] = [];
    gate.handle = async (call) => {
      if (call.method !== 'sendTransaction') return call.forward();
      sent.push(call.body);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return call.forward();
    };
    const results = await Promise.all(
      built.map((one, i) => submitOne(callers[i % 3]!, wallet, one)),
    );
    gate.handle = null;
    const submitted = results.filter(({ status }) => status === 'submitted');
    expect(submitted).toHaveLength(2);
    for (const { error } of results.filter(({ status }) => status === 'failed'))
      expect(error!.code).toBe('sponsor_budget');
    for (const { signature } of submitted) await localnet.confirmed(signature!);
    const show = () => nodes[1]!.ask('sponsor', 'show', '--rpc-url', inject('localnetUrl'));
    await expect.poll(async () => (await show()).atRisk, { timeout: 20_000 }).toBe(0);
  }, 60_000);

  it('signs once what is submitted to all of them at the same time', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 1 }, 0);
    const [built] = (await build(callers[0]!, wallet, accounts, { feePayer: 'sponsor' }))
      .transactions;
    const held = await localnet.balance(sponsor);
    const results = await Promise.all(callers.map((caller) => submitOne(caller, wallet, built!)));
    expect(results.filter(({ status }) => status === 'submitted')).toHaveLength(1);
    expect(new Set(results.map(({ signature }) => signature)).size).toBe(1);
    await localnet.confirmed(results[0]!.signature!);
    expect(await localnet.balance(sponsor)).toBe(held);
    expect(accounts.map(selectionOf)).toEqual(results[0]!.includes);
  }, 30_000);
});
