import { type History, revokedStream } from './history.ts';

/** What a history tried, and how often. Nothing may be zero: then something was not tried. */
export function counts({
  sessions,
  uses,
  revocations,
  streams,
  faults,
}: History): Record<string, number> {
  const acknowledged = revocations.filter(({ answered }) => answered).map(({ target }) => target);
  return {
    sessions: sessions.length,
    worked: uses.filter(({ outcome }) => outcome === 'works').length,
    unsure: uses.filter(({ outcome }) => outcome === 'unsure').length,
    refused: uses.filter(({ outcome }) => outcome === 'revoked').length,
    byId: acknowledged.filter((target) => 'session' in target).length,
    byWallet: acknowledged.filter((target) => 'wallet' in target && !('issuedBefore' in target))
      .length,
    byTime: acknowledged.filter((target) => 'issuedBefore' in target).length,
    byProject: acknowledged.filter((target) => 'project' in target && !('wallet' in target)).length,
    byKey: acknowledged.filter((target) => 'key' in target).length,
    streams: streams.length,
    streamsEnded: streams.filter(({ ended }) => ended.code === revokedStream).length,
    faults: faults.length,
    cutOff: revocations.length - acknowledged.length,
  };
}
