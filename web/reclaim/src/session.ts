import { BurnerClient, proofOf } from '@burnandclaim/sdk';
import { ask, PageError } from './page.ts';
import type { ConnectedWallet } from './wallets/connected.ts';

/**
 * A client of the server that the page came from. It gets sessions for the wallet when it needs them,
 * and has the wallet prove itself where the project demands that.
 */
export function clientFor({ wallet, account }: ConnectedWallet): BurnerClient {
  const walletAddress = account.address;
  const mint = (proof: object = {}) =>
    ask<{ token: string }>('/api/burn-session', { walletAddress, ...proof });
  const getSessionToken = async () => {
    try {
      return (await mint()).token;
    } catch (error) {
      if (!(error instanceof PageError) || error.code !== 'proof_required') throw error;
      const proof = await proofOf(wallet, account, {}, (request) =>
        ask('/api/burn-session/challenge', request),
      );
      return (await mint(proof)).token;
    }
  };
  return new BurnerClient({ baseUrl: location.origin, getSessionToken, allowInsecureHttp: true });
}
