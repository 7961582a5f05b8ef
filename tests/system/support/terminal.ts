import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plainEnvironment, run } from '../../../tools/demo/src/processes.mjs';
import { burnerBinary } from './paths.ts';
import { inRunDirectory } from './secrets.ts';
import { type Wallet, walletFrom } from './wallet.ts';

const screenProgram = path.join(import.meta.dirname, 'screen.py');

/**
 * Somebody with a wallet as Solana's command line keeps it, and an API key, who runs `burner
 * reclaim`.
 */
export interface Terminal {
  wallet: Wallet;
  reclaim(...args: string[]): ReturnType<typeof run>;
  /** The same without the key. */
  reclaimKeyless(...args: string[]): ReturnType<typeof run>;
  /** The same with more in the environment. */
  reclaimWith(environment: Record<string, string>, ...args: string[]): ReturnType<typeof run>;
  /** The same on a screen that people look at. */
  onScreen(screen: Screen, ...args: string[]): ReturnType<typeof run>;
}

/** A terminal's width, and what is typed whenever something has been shown. */
export interface Screen {
  columns: number;
  typed?: readonly { after: string; keys: string }[];
}

/** Makes a key, in a file of a folder of its own, as Solana's command line keeps it. */
export async function newKeyFile(): Promise<{ wallet: Wallet; home: string; path: string }> {
  const home = mkdtempSync(inRunDirectory('home-'));
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const wallet = await walletFrom(seed);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', wallet.keyPair.publicKey));
  const keypair = path.join(home, 'id.json');
  writeFileSync(keypair, JSON.stringify([...seed, ...publicKey]), { mode: 0o600 });
  return { wallet, home, path: keypair };
}

export async function openTerminal({ key }: { key: string }): Promise<Terminal> {
  const { wallet, home, path: keypair } = await newKeyFile();
  const env = { ...plainEnvironment, HOME: home, BURNER_API_KEY: key };
  const command = ['reclaim', '--keypair', keypair];
  const reclaimWith: Terminal['reclaimWith'] = (environment, ...args) =>
    run(burnerBinary, [...command, ...args], { env: { ...env, ...environment } });
  const reclaimKeyless: Terminal['reclaimKeyless'] = (...args) =>
    run(burnerBinary, ['reclaim', ...args], { env });
  const onScreen: Terminal['onScreen'] = ({ columns, typed = [] }, ...args) => {
    const keys = typed.flatMap(({ after, keys }) => [after, keys]);
    const screen = [screenProgram, String(columns), ...keys, '--', burnerBinary];
    return run('python3', [...screen, ...command, ...args], { env });
  };
  const reclaim: Terminal['reclaim'] = (...args) => reclaimWith({}, ...args);
  return { wallet, reclaim, reclaimKeyless, reclaimWith, onScreen };
}
