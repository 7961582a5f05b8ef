import { bubblegumClaim } from './bubblegum.js';
import {
  CORE_BOUND,
  EDITION_BOUND,
  METADATA_BOUND,
  TOKEN_RECORD_BOUND,
  tokenBound,
} from './bounds.js';
import { key, programAddress, utf8 } from './pda.js';
import {
  BUBBLEGUM,
  CORE,
  INSTRUCTIONS_SYSVAR,
  isTokenProgram,
  SYSTEM,
  TOKEN_2022,
  TOKEN_METADATA,
} from './programs.js';
import { Reader } from './reader.js';
import type { Happening } from './table.js';
import { type Account, areOnlyRead, type Instruction } from './wire.js';

/** One thing that an instruction does to one address. */
export interface Claim {
  happening: Happening;
  account: string;
  /** Who has to be the wallet. */
  authorities: readonly string[];
  destination?: string;
  mint?: string;
  amount?: bigint;
  decimals?: number;
  /** The most lamports that it can give back; absent for what gives nothing back. */
  bound?: number;
}

/**
 * Says what an instruction does; empty where it closes, burns and withdraws nothing, or is
 * malformed.
 */
export function claimsOf(instruction: Instruction): Claim[] {
  const { program } = instruction;
  if (isTokenProgram(program)) return tokenClaims(instruction);
  if (program === TOKEN_METADATA) return metadataClaims(instruction);
  if (program === CORE) return coreClaims(instruction);
  return program === BUBBLEGUM ? bubblegumClaim(instruction) : [];
}

const isData = (data: Uint8Array, ...bytes: number[]) => data.join() === bytes.join();

function tokenClaims({ program, accounts, data }: Instruction): Claim[] {
  const [account, second, third] = accounts.map((one) => one.key) as [string, string, string];
  if (accounts.length === 2 && isData(data, 5)) {
    return [{ happening: 'revoke', account, authorities: [second] }];
  }
  if (program === TOKEN_2022 && accounts.length > 1 && isData(data, 26, 4)) {
    return accounts.slice(1).map((one) => ({
      happening: 'harvest',
      account: one.key,
      authorities: [],
      mint: account,
    }));
  }
  if (accounts.length !== 3) return [];
  const paying = { account, destination: second, authorities: [third], bound: tokenBound(program) };
  if (isData(data, 9)) return [{ happening: 'close', ...paying }];
  if (isData(data, 38)) return [{ happening: 'withdraw', ...paying }];
  if (data.length !== 10 || data[0] !== 15) return [];
  const reader = new Reader(data.subarray(1), 'unknown_instruction');
  const [amount, decimals] = [reader.u64(), reader.u8()];
  return [{ happening: 'burn', account, mint: second, authorities: [third], amount, decimals }];
}

/**
 * Token Metadata's burn of one token closes its account too. Accounts that are not there are the
 * program.
 */
function metadataClaims({ accounts, data }: Instruction): Claim[] {
  if (accounts.length !== 14 || !isData(data, 41, 0, 1, 0, 0, 0, 0, 0, 0, 0)) return [];
  const at = (place: number) => accounts[place]!.key;
  const isGiven = (place: number) => at(place) !== TOKEN_METADATA;
  const [mint, account] = [at(4), at(5)];
  const isOwn =
    at(2) === metadataAddress(mint) &&
    at(3) === metadataAddress(mint, utf8('edition')) &&
    (!isGiven(10) || at(10) === metadataAddress(mint, utf8('token_record'), key(account)));
  const hasPrograms = at(11) === SYSTEM && at(12) === INSTRUCTIONS_SYSVAR && isTokenProgram(at(13));
  const isPrint = isGiven(6);
  const hasMaster =
    [7, 8, 9].every((place) => isGiven(place) === isPrint) &&
    (!isPrint || at(6) === metadataAddress(at(7), utf8('edition')));
  if (!isOwn || !hasPrograms || !hasMaster) return [];
  const bound =
    tokenBound(at(13)) +
    METADATA_BOUND +
    EDITION_BOUND +
    (isPrint ? EDITION_BOUND : 0) +
    (isGiven(10) ? TOKEN_RECORD_BOUND : 0);
  return [
    { happening: 'burn_nft', account, authorities: [at(0)], mint, amount: 1n, decimals: 0, bound },
  ];
}

function metadataAddress(mint: string, ...more: Uint8Array[]): string {
  return programAddress(
    [utf8('metadata'), key(TOKEN_METADATA), key(mint), ...more],
    TOKEN_METADATA,
  );
}

/** Asset, collection, owner; another authority, System and log are not there; oracles follow. */
function coreClaims({ accounts, data }: Instruction): Claim[] {
  const isBurn = accounts.length >= 6 && isData(data, 12, 0) && areOnlyRead(accounts.slice(6));
  if (!isBurn || accounts.slice(3, 6).some((one) => one.key !== CORE)) return [];
  const [asset, , owner] = accounts as [Account, Account, Account];
  return [
    { happening: 'burn_asset', account: asset.key, authorities: [owner.key], bound: CORE_BOUND },
  ];
}
