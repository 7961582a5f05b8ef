// The wallet of the vectors and everything around it, from one seed.
import { getAddressDecoder } from '@solana/kit';
import { findAssociatedTokenPda } from '@solana-program/token-2022';
import { address as web3Address, wallet as onCurve } from '../light-client.mjs';
import { randomFrom } from '../random.mjs';

export const PROGRAMS = {
  token: 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  token2022: 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
  system: '11111111111111111111111111111111',
  associatedToken: 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL',
  computeBudget: 'ComputeBudget111111111111111111111111111111',
  lighthouse: 'L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95',
  memo: 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr',
  upgradeableLoader: 'BPFLoaderUpgradeab1e11111111111111111111111',
  stake: 'Stake11111111111111111111111111111111111111',
};

const decoder = getAddressDecoder();

/** Addresses by name, each made when it is first asked for. */
export class Scene {
  constructor(seed) {
    this.random = randomFrom(seed);
    this.names = new Map();
    this.wallet = onCurve(this.random).toBase58();
    this.donationTo = onCurve(this.random).toBase58();
    this.stranger = onCurve(this.random).toBase58();
    this.payer = onCurve(this.random).toBase58();
    this.blockhash = this.key('blockhash');
  }

  key(name) {
    if (!this.names.has(name)) this.names.set(name, decoder.decode(this.random.bytes(32)));
    return this.names.get(name);
  }

  web3Key() {
    return web3Address(this.random);
  }

  async associated(owner, mint, tokenProgram = PROGRAMS.token) {
    return (await findAssociatedTokenPda({ owner, mint, tokenProgram }))[0];
  }
}
