import { type Address, getAddressEncoder, getProgramDerivedAddress } from '@solana/kit';
import type { Localnet } from './localnet.ts';

// What Token Metadata keeps of an NFT, read from the chain: its versions differ in the sizes of
// what they make.
const program = 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s' as Address;
const encoder = getAddressEncoder();

type Seed = Address | string;

async function derived(...seeds: Seed[]): Promise<Address> {
  const isAddress = (seed: Seed): seed is Address => seed.length > 30;
  const bytes = ['metadata', program, ...seeds].map((seed) =>
    isAddress(seed) ? encoder.encode(seed) : seed,
  );
  return (await getProgramDerivedAddress({ programAddress: program, seeds: bytes }))[0];
}

interface Nft {
  address: string;
  mint: string;
}

/** At today's rent of the local Solana. */
export const rentOf = (bytes: number): number => (128 + bytes) * 5_080;

/**
 * What a burn by Token Metadata gives back: all that is in the token account, the edition and the
 * token record, and of the metadata today's rent of its bytes, as what the program took for making
 * it stays there.
 */
export async function refundOf(localnet: Localnet, { address, mint }: Nft): Promise<number> {
  const edition = await derived(mint, 'edition');
  const record = await derived(mint, 'token_record', address);
  const metadata = await localnet.account(await derived(mint));
  if (metadata === null) throw new Error(`${mint} has no metadata`);
  const balances = await Promise.all(
    [address, edition, record].map((account) => localnet.balance(account)),
  );
  return (
    balances.reduce((sum, balance) => sum + balance) +
    rentOf(Buffer.from(metadata.data[0], 'base64').length)
  );
}

/** What is in the account that says which of a master's first prints there are. */
export const markerBalance = async (localnet: Localnet, masterMint: string): Promise<number> =>
  localnet.balance(await derived(masterMint, 'edition', '0'));
