// What the hardening costs: the same server with it and without it.
import { Burner, prefix, unhardenedBinary } from '../lib/burner.mjs';
import { interleave } from '../lib/compare.mjs';
import { compareServers, perCpu } from '../lib/load.mjs';
import { startUpstream } from '../lib/upstream.mjs';

const listsInATurn = 20;

/** Measures sessions for each second of processor time, as in `sessions-vs-floor`. */
const sessions = (context, servers, walletAddress) =>
  compareServers(
    context,
    `${prefix}/sessions`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Api-Key': servers[0].apiKey },
      body: JSON.stringify({ walletAddress }),
    },
    servers.map(({ program }) => program),
  );

/** Measures lists of 10,000 accounts for each second of processor time, as in `discovery-vs-kit`. */
function lists(context, servers, wallet) {
  const perCpuSecond =
    ({ url, apiKey, program }) =>
    async () => {
      const before = program.cpuSeconds();
      for (let i = 0; i < listsInATurn; ++i) {
        const answer = await fetch(`${url}${prefix}/wallet/${wallet}/assets`, {
          headers: { 'X-Api-Key': apiKey },
        });
        if (!answer.ok) throw new Error(`a list was answered with ${answer.status}`);
        await answer.arrayBuffer();
      }
      return listsInATurn / (program.cpuSeconds() - before);
    };
  return interleave(context.rounds, ...servers.map(perCpuSecond));
}

export const hardening = {
  name: 'hardening',
  work: 'the server against itself without its hardening: sessions, and lists of 10,000 accounts; the worse ratio counts',
  goal: { min: 0.97 },
  async run(context) {
    const { url, wallet } = (await startUpstream('--prepare')).ready;
    const hardened = await Burner.start(context, { rpcUrl: url, cacheMs: 0 });
    const servers = [hardened, await hardened.twin(context, unhardenedBinary)];
    const [minted, listed] = [
      await sessions(context, servers, wallet),
      await lists(context, servers, wallet),
    ];
    const worse = minted.ratio < listed.ratio ? minted : listed;
    return {
      ours: perCpu(worse.first),
      against: `unhardened ${perCpu(worse.second)}`,
      value: worse.ratio,
    };
  },
};
