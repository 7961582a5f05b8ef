import { type Address, getAddressEncoder, getProgramDerivedAddress } from '@solana/kit';
import type { AccountInfo, Localnet, SeededAccount } from './localnet.ts';

const orca = 'whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc' as Address;
const raydiumAuthority = '5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1' as Address;

/** A token account that holds the only token of its mint, as an NFT's does. */
export async function seedSingle(localnet: Localnet, wallet: string): Promise<SeededAccount> {
  const [single] = await localnet.seed(wallet, { balance: 1 });
  await rewrite(localnet, single!.address, (account) => account.writeBigUInt64LE(1n, 64));
  await rewrite(localnet, single!.mint, (mint) => {
    mint.writeBigUInt64LE(1n, 36);
    mint.writeUInt8(0, 44);
  });
  return { ...single!, amount: '1', decimals: 0 };
}

/** Makes a mint's NFT a position in a pool of Orca. */
export async function makePosition(localnet: Localnet, mint: string): Promise<void> {
  const [address] = await getProgramDerivedAddress({
    programAddress: orca,
    seeds: ['position', getAddressEncoder().encode(mint as Address)],
  });
  await set(localnet, address, { owner: orca, lamports: 2_394_240 }, Buffer.alloc(216));
}

/** Makes a mint one of shares of a pool of Raydium, whose authority alone mints them. */
export function makeShare(localnet: Localnet, mint: string): Promise<void> {
  return rewrite(localnet, mint, (data) => {
    data.writeUInt32LE(1);
    Buffer.from(getAddressEncoder().encode(raydiumAuthority)).copy(data, 4);
  });
}

async function rewrite(
  localnet: Localnet,
  address: string,
  change: (data: Buffer) => void,
): Promise<void> {
  const account = (await localnet.account(address))!;
  const data = Buffer.from(account.data[0], 'base64');
  change(data);
  await set(localnet, address, account, data);
}

function set(
  localnet: Localnet,
  address: string,
  { owner, lamports }: Pick<AccountInfo, 'owner' | 'lamports'>,
  data: Buffer,
): Promise<unknown> {
  return localnet.call('localnet_setAccount', {
    address,
    owner,
    lamports,
    data: data.toString('base64'),
  });
}
