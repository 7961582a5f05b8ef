import { Burner, prefix } from '../lib/burner.mjs';
import { startFloor } from '../lib/floor.mjs';
import { against, compareServers } from '../lib/load.mjs';
import { serverCore } from '../lib/processes.mjs';
import { startPeer, startUpstream } from '../lib/upstream.mjs';

const wallet = '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV';
const path = `${prefix}/sessions`;

const requestOf = (apiKey) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Api-Key': apiKey },
  body: JSON.stringify({ walletAddress: wallet }),
});

async function compare(context, startOther, options) {
  const upstream = await startUpstream();
  const burner = await Burner.start(context, { rpcUrl: upstream.ready.url });
  const other = await startOther(burner);
  return compareServers(context, path, requestOf(burner.apiKey), [burner.program, other], options);
}

export const sessionsVsFloor = {
  name: 'sessions-vs-floor',
  work: '`POST /sessions`, one server core, 64 connections, against the HTTP layer alone',
  goal: { min: 0.7 },
  run: async (context) =>
    against(
      'floor',
      await compare(context, async (burner) => startFloor(await burner.createSession(wallet))),
    ),
};

export const sessionsVsFastify = {
  name: 'sessions-vs-fastify',
  work: '`POST /sessions` against Fastify with jose, requests per CPU second of the server',
  goal: { min: 8 },
  run: async (context) =>
    against(
      'Fastify',
      await compare(
        context,
        (burner) => startPeer('sessions', [burner.apiKey], { core: serverCore }),
        { warmUpSeconds: 4 },
      ),
    ),
};
