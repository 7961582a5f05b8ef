import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { key } from '../base58.ts';
import type { Chain } from '../chain.ts';

// The Light programs and the accounts of a fresh deployment, from a folder with `bin` and
// `accounts` as in the npm package @lightprotocol/zk-compression-cli (`npm run light` gets it).
// Tokens have no use for the other accounts.
const programs: Record<string, string> = {
  account_compression: 'compr6CUsB5m2jS4Y3831ztGSTnDpnKJTKS95d64XVq',
  light_compressed_token: 'cTokenmWW8bLPjZEBAUgYy3zKxQZW6VKi7bqNFEVv3m',
  light_system_program_pinocchio: 'SySTEM1eSU2p4BGQfQpimFEWWSC1XDFeun3Nqzz3rT7',
  spl_noop: 'noopb9bkMVfRPU8AsbpTUg8AQkHtKwMYZiFUjNRtMmV',
};
const fixtures = [
  'merkle_tree_pubkey_',
  'nullifier_queue_pubkey_',
  'batch_state_merkle_tree_',
  'batched_output_queue_',
  'registered_program_pda_',
  'group_pda_',
];

interface Fixture {
  pubkey: string;
  account: { lamports: number; data: [string, 'base64']; owner: string; executable: boolean };
}

export function loadLight(chain: Chain, folder: string): void {
  for (const [file, id] of Object.entries(programs))
    chain.svm.addProgramFromFile(key(id), join(folder, 'bin', `${file}.so`));
  const accounts = readdirSync(join(folder, 'accounts')).filter((name) =>
    fixtures.some((start) => name.startsWith(start)),
  );
  for (const file of accounts.sort()) {
    const { pubkey, account } = JSON.parse(
      readFileSync(join(folder, 'accounts', file), 'utf8'),
    ) as Fixture;
    const data = new Uint8Array(Buffer.from(account.data[0], 'base64'));
    chain.setAccount(key(pubkey), {
      lamports: BigInt(account.lamports),
      data,
      owner: key(account.owner),
      executable: account.executable,
    });
  }
}
