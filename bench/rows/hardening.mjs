// What the hardening costs: the same server with it and without it.
import { Burner, unhardenedBinary } from '../lib/burner.mjs';
import { perCpu } from '../lib/load.mjs';
import { startUpstream } from '../lib/upstream.mjs';
import { lists, sessions } from '../lib/work.mjs';

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
