import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plainEnvironment, run } from '../../../tools/demo/src/processes.mjs';
import { burnerBinary } from './paths.ts';
import { inRunDirectory } from './secrets.ts';
import { type Wallet, walletFrom } from './wallet.ts';

/**
 * Somebody with a wallet as Solana's command line keeps it, and an API key, who runs `burner
 * reclaim`.
 */
export interface Terminal {
  wallet: Wallet;
  reclaim(...args: string[]): ReturnType<typeof run>;
  /** The same with more in the environment. */
  reclaimWith(environment: Record<string, string>, ...args: string[]): ReturnType<typeof run>;
}

export async function openTerminal({ key }: { key: string }): Promise<Terminal> {
  const home = mkdtempSync(inRunDirectory('home-'));
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const wallet = await walletFrom(seed);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', wallet.keyPair.publicKey));
  const keypair = path.join(home, 'id.json');
  writeFileSync(keypair, JSON.stringify([...seed, ...publicKey]), { mode: 0o600 });
  const reclaimWith: Terminal['reclaimWith'] = (environment, ...args) =>
    run(burnerBinary, ['reclaim', '--keypair', keypair, ...args], {
      env: { ...plainEnvironment, HOME: home, BURNER_API_KEY: key, ...environment },
    });
  return { wallet, reclaim: (...args) => reclaimWith({}, ...args), reclaimWith };
}
