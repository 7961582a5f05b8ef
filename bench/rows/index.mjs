import { boundGetVsBearer } from './bound-get.mjs';
import { cachedGetVsFloor } from './cached-get.mjs';
import { discoveryVsKit, mixedDiscoveryVsClients } from './discovery.mjs';
import { discoveryGrowth, discoveryMemory } from './growth.mjs';
import { hardening } from './hardening.mjs';
import {
  engineRestart,
  engineRowsPerRequest,
  join,
  nodesPerCpu,
  postgresVsSqlite,
  revokeEverywhere,
} from './nodes.mjs';
import { mixedPackVsClients, packVsKit, signatures } from './pack.mjs';
import { pageVsFloor } from './page.mjs';
import { listRoundTrips, mixedListRoundTrips } from './round-trips.mjs';
import { idleMemory, restart, slowClients } from './server.mjs';
import { sessionsVsFastify, sessionsVsFloor } from './sessions.mjs';
import { streamFirstChunk, streamFramesVsWs, streamMemory, streamVsKit } from './streams.mjs';
import { buildRoundTrips, confirmWait, submitRoundTrips } from './waits.mjs';

/** All rows, in the order of the table. */
export const rows = [
  sessionsVsFloor,
  sessionsVsFastify,
  cachedGetVsFloor,
  boundGetVsBearer,
  pageVsFloor,
  discoveryVsKit,
  mixedDiscoveryVsClients,
  discoveryGrowth,
  discoveryMemory,
  listRoundTrips,
  mixedListRoundTrips,
  packVsKit,
  mixedPackVsClients,
  signatures,
  buildRoundTrips,
  submitRoundTrips,
  confirmWait,
  hardening,
  idleMemory,
  restart,
  slowClients,
  streamFirstChunk,
  streamMemory,
  streamVsKit,
  streamFramesVsWs,
  postgresVsSqlite,
  engineRowsPerRequest,
  nodesPerCpu,
  revokeEverywhere,
  join,
  engineRestart,
];
