import {
  type Instruction,
  decompileTransactionMessage,
  getBase64Encoder,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
} from '@solana/kit';
import type { SigningCheckOptions, SigningRequest } from '../../src/index.js';

const TOKEN_PROGRAMS = [
  'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
];
const SYSTEM = '11111111111111111111111111111111';
const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111';
const ASSOCIATED_TOKEN = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';
const METADATA = 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s';
const CORE = 'CoREENxT6tW1HoK8ypY1SxRMZTcVPm7R94rH4PZNhX7d';
const BUBBLEGUM = 'BGUMAp9Gq7iTEuizy4pqaxsTyUCBK68MDfK752saRPUY';
const LIGHT = 'cTokenmWW8bLPjZEBAUgYy3zKxQZW6VKi7bqNFEVv3m';

/** An instruction as kit reads it. */
export interface Read {
  program: string;
  keys: string[];
  data: Uint8Array;
}

type Config = { priorityFeeLamports?: bigint; heapSize?: number };
const MAX_FEE = 100_000n;

interface Seen {
  wallet: string;
  request: SigningRequest;
  options: SigningCheckOptions;
}

/**
 * What is wrong with a transaction that a check has let through: a second opinion, by kit's
 * decoders and by what each instruction could do to the wallet instead of by what was agreed. Empty
 * where nothing is.
 */
export function wrongsOf(
  base64: string,
  request: SigningRequest,
  options: SigningCheckOptions,
): string[] {
  const { messageBytes, signatures } = getTransactionDecoder().decode(
    getBase64Encoder().encode(base64),
  );
  const compiled = getCompiledTransactionMessageDecoder().decode(messageBytes);
  if (compiled.version === 'legacy') return ['another version'];
  const { wallet } = options;
  const payer = Object.keys(signatures)[0]!;
  const lookups = compiled.version === 0 ? (compiled.addressTableLookups ?? []) : [];
  const signers = [...new Set([payer, wallet])];
  const message = decompileTransactionMessage(
    compiled as typeof compiled & { lifetimeToken: string },
  );
  const instructions: readonly Instruction[] = message.instructions;
  const read = instructions.map(({ programAddress, accounts = [], data }) => ({
    program: String(programAddress),
    keys: accounts.map((account) => String(account.address)),
    data: Uint8Array.from(data ?? []),
  }));
  return [
    ...(payersOf(request, options).includes(payer) ? [] : ['another payer']),
    ...(Object.keys(signatures).join() === signers.join() ? [] : ['other signers']),
    ...(lookups.length === 0 ? [] : ['a lookup table']),
    ...(message.version === 1 ? wrongHeader(message.config ?? {}, read) : []),
    ...read.flatMap((instruction) => wrongOf(instruction, { wallet, request, options })),
  ];
}

function payersOf({ feePayer = 'wallet' }: SigningRequest, options: SigningCheckOptions) {
  const { wallet, feePayer: sponsor } = options;
  if (feePayer === 'auto') return [wallet, sponsor];
  return [feePayer === 'wallet' ? wallet : feePayer === 'sponsor' ? sponsor : feePayer];
}

/** The header is the budget of version 1: no instruction beside it, and at most the highest fee. */
function wrongHeader(config: Config, read: Read[]): string[] {
  const { priorityFeeLamports = 0n, heapSize } = config;
  const isBudget = read.some(({ program }) => program === COMPUTE_BUDGET);
  return [
    ...(isBudget || heapSize !== undefined ? ['a budget'] : []),
    ...(priorityFeeLamports <= MAX_FEE ? [] : ['a fee']),
  ];
}

const u64 = (data: Uint8Array, at: number) =>
  data.slice(at, at + 8).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);

function wrongOf(instruction: Read, seen: Seen): string[] {
  const { program, keys, data } = instruction;
  if (program === COMPUTE_BUDGET) return data[0] === 2 || data[0] === 3 ? [] : ['a budget'];
  if (program === SYSTEM) return wrongTransfer(instruction, seen);
  if (TOKEN_PROGRAMS.includes(program)) return wrongToken(instruction, seen);
  const burning = (allowed: boolean) => (allowed ? [] : [`a burn by ${program}`]);
  if (program === METADATA) return burning(data[0] === 41 && isAsked(keys[5]!, 'nft', seen));
  if (program === CORE) return burning(data[0] === 12 && isAsked(keys[0]!, 'nft', seen));
  if (program === BUBBLEGUM)
    return burning([0x74, 0x73].includes(data[0]!) && hasType('cnft', seen));
  const isCompressed = hasType('zk_compressed_token', seen);
  if (program === LIGHT) return burning([0x74, 101].includes(data[0]!) && isCompressed);
  const opens = program === ASSOCIATED_TOKEN && data.join() === '1' && isCompressed;
  return opens && keys[2] === seen.wallet ? [] : [`an instruction of ${program}`];
}

function wrongTransfer({ keys, data }: Read, { request, options, wallet }: Seen): string[] {
  const [from, to] = keys;
  const isTransfer = data.length === 12 && data[0] === 2 && from === wallet;
  const isSponsored = ['sponsor', 'auto'].includes(request.feePayer ?? '');
  if (isTransfer && isSponsored && to === options.feePayer)
    return u64(data, 4) <= 10_000n + MAX_FEE ? [] : ['a repayment'];
  const isAgreed = to === options.donationTo && (request.donationPercentage ?? 0) > 0;
  const maxDonation = request.items.length * (128 + 10_240) * 6_960;
  return isTransfer && isAgreed && u64(data, 4) <= maxDonation ? [] : ['a transfer'];
}

const isAsked = (address: string, type: string, { request }: Seen) =>
  request.items.some(
    (item) => item.address === address && item.type === type && item.action === 'burn',
  );
const hasType = (wanted: string, { request }: Seen) =>
  request.items.some(({ type, action }) => type === wanted && action === 'burn');

function wrongToken({ keys, data }: Read, seen: Seen): string[] {
  const { request, wallet } = seen;
  const item = request.items.find(({ address }) => keys.includes(address));
  const passes = hasType('zk_compressed_token', seen);
  if (!item && !passes) return ['another account'];
  switch (data[0]) {
    case 9: // CloseAccount: what comes back goes to the wallet
      return keys[1] === wallet && keys[2] === wallet ? [] : ['a close'];
    case 38: // WithdrawExcessLamports
      return keys[1] === wallet && item?.action === 'withdraw_excess' ? [] : ['a withdrawal'];
    case 15: // BurnChecked
      return keys[2] === wallet && isReviewed(keys, u64(data, 1), seen) ? [] : ['a burn'];
    case 5: // Revoke
      return [];
    case 26: // HarvestWithheldTokensToMint
      return data[1] === 4 && keys[0] === item?.expectedMint ? [] : ['a harvest'];
    default:
      return [`the token instruction ${data[0]}`];
  }
}

/** Of what was reviewed, or of compressed tokens that pass through. */
function isReviewed([account, mint]: string[], amount: bigint, { request }: Seen): boolean {
  const burned = request.items.filter(({ action }) => action === 'burn');
  const total = burned
    .filter((item) => item.type === 'zk_compressed_token' && item.expectedMint === mint)
    .reduce((sum, { expectedBalance }) => sum + BigInt(expectedBalance ?? 0), 0n);
  const isOne = burned.some((item) => {
    const reviewed = item.type === 'nft' ? '1' : item.expectedBalance;
    return item.address === account && item.expectedMint === mint && reviewed === String(amount);
  });
  return isOne || (total > 0n && amount <= total) || (amount === 0n && burned.length > 0);
}
