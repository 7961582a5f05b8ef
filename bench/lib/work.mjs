// The work that two servers do in turns, of whose processor time a row is the ratio.
import { prefix } from './burner.mjs';
import { interleave } from './compare.mjs';
import { compareServers } from './load.mjs';

const listsInATurn = 20;
const buildsInATurn = 40;

/** Measures sessions for each second of processor time, as in `sessions-vs-floor`. */
export const sessions = (context, servers, walletAddress) =>
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

/** Asks so many times in a turn; returns answers for each second of the server's processor time. */
const inTurns = (context, servers, times, ask) =>
  interleave(
    context.rounds,
    ...servers.map(({ url, apiKey, program }) => async () => {
      const before = program.cpuSeconds();
      for (let i = 0; i < times; ++i) {
        const answer = await ask(url + prefix, apiKey);
        if (!answer.ok) throw new Error(`${answer.url} was answered with ${answer.status}`);
        await answer.arrayBuffer();
      }
      return times / (program.cpuSeconds() - before);
    }),
  );

/** Measures lists of 10,000 accounts for each second of processor time, as in `discovery-vs-kit`. */
export const lists = (context, servers, wallet) =>
  inTurns(context, servers, listsInATurn, (api, apiKey) =>
    fetch(`${api}/wallet/${wallet}/assets`, { headers: { 'X-Api-Key': apiKey } }),
  );

/** Measures builds of the items for each second of processor time. */
export const builds = (context, servers, wallet, items) =>
  inTurns(context, servers, buildsInATurn, (api, apiKey) =>
    fetch(`${api}/wallet/${wallet}/transactions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Api-Key': apiKey },
      body: JSON.stringify({ items }),
    }),
  );
