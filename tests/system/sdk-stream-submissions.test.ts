import { readFileSync } from 'node:fs';
import { BurnerClient, type Submission } from '@burnandclaim/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { build, land, signAndSubmit } from './support/job.ts';
import { openApiFile } from './support/paths.ts';
import { newWallet } from './support/wallet.ts';
import { openWorld } from './support/world.ts';

// The changes of submissions as the SDK streams them, from the real server. Skipped while the
// server's API document has no such path: then it has no such stream.
const isServed = readFileSync(openApiFile, 'utf8').includes('/submissions/stream:');
const world = await openWorld();
const { localnet, burner } = world;
afterAll(() => burner.stop());

async function clientOf(wallet: string, scopes?: string[]): Promise<BurnerClient> {
  return new BurnerClient({
    sessionToken: await world.token(wallet, scopes && { scopes }),
    baseUrl: burner.url,
  });
}

describe.runIf(isServed)('streamSubmissions', () => {
  it('tells how one goes on until it is finalized, as getSubmission has it, and ends', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 2 });
    const frontEnd = await world.frontEnd(wallet.address);
    const { transactions } = await build(frontEnd, wallet, accounts);
    const signature = (await signAndSubmit(frontEnd, wallet, transactions))[0]!.signature!;
    const client = await clientOf(wallet.address, ['wallet:read']);
    const states: Submission[] = [];
    for await (const state of client.streamSubmissions(wallet.address, { signatures: [signature] }))
      states.push(state);
    const statuses = states.map(({ status }) => status);
    expect(statuses).toEqual([...new Set(statuses)]);
    expect(['submitted', 'confirmed', 'finalized'].slice(-statuses.length)).toEqual(statuses);
    expect(states.at(-1)).toEqual(await client.getSubmission(wallet.address, signature));
  }, 60_000);

  it('without signatures tells of all that the wallet submits, until the reader leaves', async () => {
    const wallet = await newWallet();
    const accounts = await localnet.seed(wallet.address, { empty: 2 });
    const client = await clientOf(wallet.address);
    const told: Submission[] = [];
    const stream = client.streamSubmissions(wallet.address);
    const reading = (async () => {
      for await (const state of stream)
        if ((told.push(state), state.status === 'confirmed')) return state;
      return undefined;
    })();
    const frontEnd = await world.frontEnd(wallet.address);
    const { transactions } = await build(frontEnd, wallet, accounts);
    await land(localnet, frontEnd, wallet, transactions);
    expect(await reading).toMatchObject({
      status: 'confirmed',
      includes: transactions[0]!.includes,
      netRebate: transactions[0]!.netRebate,
    });
  }, 60_000);
});
