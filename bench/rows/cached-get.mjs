import { Burner, prefix } from '../lib/burner.mjs';
import { startFloor } from '../lib/floor.mjs';
import { against, compareServers } from '../lib/load.mjs';
import { startUpstream } from '../lib/upstream.mjs';

const wallet = '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV';
const path = `${prefix}/wallet/${wallet}/assets`;
const cacheMs = 60_000;

export const cachedGetVsFloor = {
  name: 'cached-get-vs-floor',
  work: '`GET /wallet/:address/assets` with a session token, a cached tiny answer, against the HTTP layer alone',
  goal: { min: 0.75 },
  async run(context) {
    const upstream = await startUpstream();
    const burner = await Burner.start(context, { rpcUrl: upstream.ready.url, cacheMs });
    const { token } = await (await burner.createSession(wallet)).json();
    const request = { headers: { Authorization: `Bearer ${token}` } };
    const answer = await fetch(burner.url + path, request);
    if (!answer.ok)
      throw new Error(`the list of an empty wallet was answered with ${answer.status}`);
    const floor = await startFloor(answer);
    return against('floor', await compareServers(context, path, request, [burner.program, floor]));
  },
};
