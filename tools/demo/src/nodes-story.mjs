// What is told only where there are several nodes: one dies, one revokes, and none is wrong.
import { setTimeout as sleep } from 'node:timers/promises';
import { BurnerClient } from '@burnandclaim/sdk';
import { newWallet } from './front-end.mjs';
import { bold, chapter, dim, green, line, progress, table } from './print.mjs';

/** @typedef {import('./services.mjs').Node} Node */

/** The node that dies. The first one revokes. */
export const victim = 1;
/** Between two requests of one who watches: without it they would use up the key's requests a minute. */
const pauseMs = 20;

/** @param {Node} node */
export async function killOne(node) {
  await node.kill();
  line(`   ${bold(`kill -9 ${node.name}`)}: the balancer and the other nodes go on without it`);
}

/**
 * Revokes a session on one node while all others are asked again and again whether they accept it.
 * @param {{ baseUrl: string, apiKey: string, nodes: readonly Node[] }} setting
 * @returns {Promise<string[]>} what went wrong
 */
export async function tellRevocation({ baseUrl, apiKey, nodes }) {
  chapter('One node revokes a session, and the others refuse it from the same moment on');
  const wallet = (await newWallet()).address;
  const backend = new BurnerClient({ apiKey, baseUrl });
  const { sessionId, token } = await backend.createSession({ walletAddress: wallet });
  const live = nodes.filter(({ isUp }) => isUp());
  line(`   a session was minted through the balancer; ${live.length} nodes are asked all the time`);
  const watched = live.map((node) => watch(node, wallet, token));
  await sleep(300);
  const asked = performance.now();
  const revoker = /** @type {Node} */ (live[0]);
  await new BurnerClient({ apiKey, baseUrl: revoker.url() }).revokeSession(sessionId);
  const answered = performance.now();
  await sleep(200);
  const seen = await Promise.all(watched.map(({ end }) => end()));
  line(
    `   ${revoker.name} revoked it in ${green(`${(answered - asked).toFixed(1)} ms`)}: it answers once every node knows\n`,
  );
  const moment = (/** @type {number | undefined} */ at) =>
    at === undefined ? '–' : `${(at - answered).toFixed(1)} ms`;
  table(
    ['node', 'requests', 'last began and worked', 'first refused', 'after the answer'],
    seen.map((answers, i) => [
      /** @type {Node} */ (live[i]).name,
      answers.length,
      moment(answers.findLast(({ status }) => status === 200)?.began),
      moment(answers.find(({ status }) => status === 401)?.ended),
      said(answers.filter(({ began }) => began > answered)),
    ]),
  );
  line(
    `\n   ${dim('times are from the answer on; before it, what came a moment earlier has a minus')}`,
  );
  const wrong = seen.flatMap((answers, i) =>
    answers.some(({ began, status }) => began > answered && status === 200)
      ? [`${live[i]?.name} accepted a session after its revocation was answered`]
      : [],
  );
  return [...wrong, ...(await tellReturn(nodes, wallet, token))];
}

/** The dead node comes back. @param {readonly Node[]} nodes @param {string} wallet @param {string} token */
async function tellReturn(nodes, wallet, token) {
  const node = /** @type {Node} */ (nodes[victim]);
  line();
  await progress(`starting ${node.name} again on its data`, () => node.start());
  const { status } = await use(node, wallet, token);
  line(
    `   ${node.name} reads what it missed before it answers: the same token is answered ${status}`,
  );
  return status === 401 ? [] : [`${node.name} answered ${status} for a revoked session`];
}

/** @param {Node} node @param {string} wallet @param {string} token */
function watch(node, wallet, token) {
  let goesOn = true;
  const all = (async () => {
    const answers = [];
    while (goesOn) {
      answers.push(await use(node, wallet, token));
      await sleep(pauseMs);
    }
    return answers;
  })();
  return { end: () => ((goesOn = false), all) };
}

/** @param {Node} node @param {string} wallet @param {string} token */
async function use(node, wallet, token) {
  const began = performance.now();
  const response = await fetch(`${node.url()}/api/v1/burner/wallet/${wallet}/assets`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  await response.arrayBuffer();
  return { began, ended: performance.now(), status: response.status };
}

/** How often each status. @param {{ status: number }[]} answers */
function said(answers) {
  const counts = new Map();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status} × ${count}`).join(', ');
}
