// Large wallets: an account of many costs hardly more than one of few, and memory stays bounded.
import { interleave } from '../lib/compare.mjs';
import { startUpstream } from '../lib/upstream.mjs';
import { lister } from './discovery.mjs';

const [few, many] = [10_000, 100_000];

const wallet = async (context, accounts) =>
  lister(context, (await startUpstream('--prepare', '--accounts', String(accounts))).ready);

/** Measures the processor time of the server for each account of a list. */
async function perAccount({ burner, list }, accounts, times) {
  const before = burner.program.cpuSeconds();
  for (let i = 0; i < times; ++i) await list();
  return (burner.program.cpuSeconds() - before) / (times * accounts);
}

const microseconds = (seconds) => `${(seconds * 1e6).toFixed(2)} CPU µs`;

export const discoveryGrowth = {
  name: 'discovery-growth',
  work: `processor time for an account in the list of ${many} accounts, against one of ${few}`,
  goal: { max: 1.15, unit: '×' },
  async run(context) {
    const [large, small] = [await wallet(context, many), await wallet(context, few)];
    for (const { list } of [large, small]) await list(); // buffers
    const { first, second, ratio } = await interleave(
      context.rounds,
      () => perAccount(large, many, 3),
      () => perAccount(small, few, 30),
    );
    return {
      ours: microseconds(first),
      against: `${few}: ${microseconds(second)}, ${ratio.toFixed(2)} ×`,
      value: ratio,
    };
  },
};

export const discoveryMemory = {
  name: 'discovery-memory',
  work: `the most that is resident while a wallet with ${many} accounts is listed`,
  goal: { max: 120, unit: 'MB' },
  async run(context) {
    const { burner, list } = await wallet(context, many);
    for (let i = 0; i < 3; ++i) await list();
    const megabytes = burner.program.peakBytes() / 1e6;
    return { ours: `${megabytes.toFixed(1)} MB`, against: '', value: megabytes };
  },
};
