import { accountJson, encodingOf } from '../account-json.ts';
import { decodeBase58, encodeBase58 } from '../base58.ts';
import type { Chain, Simulation } from '../chain.ts';
import { type Config, config, pubkey, reached, strings, text, unsigned64 } from '../params.ts';
import { systemProgram } from '../programs.ts';
import { code, invalidParams, RpcError } from '../rpc-error.ts';
import { decodeTransaction, type Transaction, withBlockhash } from '../transaction.ts';
import { describe } from '../transaction-error.ts';
import { v1Byte } from '../transaction-v1.ts';
import { decimalsIn } from './accounts.ts';
import { type Methods, withContext } from './method.ts';
import { innerJson } from './transaction-json.ts';

const maxBytes = 1232; // one packet
const maxV1Bytes = 4096;

export const transactionMethods: Methods = {
  simulateTransaction(chain, [encoded, second]) {
    const options = config(second);
    if (options.sigVerify && options.replaceRecentBlockhash) {
      throw invalidParams('sigVerify may not be used with replaceRecentBlockhash');
    }
    const level = reached(options, chain.slots);
    let tx = transactionOf(chain, encoded, options);
    if (options.sigVerify) demandSignatures(chain, tx);
    if (options.replaceRecentBlockhash) tx = withBlockhash(tx, chain.slots.latestBytes(level));
    const simulation = chain.simulate(tx, level);
    return withContext(chain, level, {
      ...simulationJson(simulation),
      accounts: requestedAccounts(chain, simulation, options),
      innerInstructions: options.innerInstructions ? innerJson(simulation) : null,
      replacementBlockhash: options.replaceRecentBlockhash ? chain.slots.latest(level) : null,
    });
  },

  sendTransaction(chain, [encoded, second]) {
    const options = config(second);
    const tx = transactionOf(chain, encoded, options);
    if (!options.skipPreflight) preflight(chain, tx, options);
    if (chain.verifySignatures(tx)) chain.execute(tx);
    return encodeBase58(tx.signatures[0]!);
  },

  requestAirdrop(chain, [address, lamports]) {
    return chain.airdrop(pubkey(address), unsigned64(lamports, 'lamports'));
  },
};

function transactionOf(chain: Chain, encoded: unknown, options: Config): Transaction {
  const encoding = options.encoding ?? 'base58';
  const bytes =
    encoding === 'base64'
      ? fromBase64(text(encoded, 'transaction'))
      : encoding === 'base58'
        ? fromBase58(text(encoded, 'transaction'))
        : null;
  if (!bytes)
    throw invalidParams(
      `unsupported encoding: ${String(encoding)}. Supported encodings: base58, base64`,
    );
  const max = bytes[0] === v1Byte ? maxV1Bytes : maxBytes;
  if (bytes.length > max) {
    throw invalidParams(
      `decoded solana_transaction::versioned::VersionedTransaction too large: ${bytes.length} bytes (max: ${max} bytes)`,
    );
  }
  const tx = decodeTransaction(bytes);
  if (tx.version === 1 && !chain.isV1Active)
    throw invalidParams('invalid transaction: Transaction version is unsupported');
  return tx;
}

function fromBase64(encoded: string): Uint8Array {
  const limit = Math.ceil(maxV1Bytes / 3) * 4;
  if (encoded.length > limit) {
    throw invalidParams(
      `base64 encoded solana_transaction::versioned::VersionedTransaction too large: ${encoded.length} bytes (max: encoded/raw ${limit}/${maxV1Bytes})`,
    );
  }
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded)
    throw invalidParams('invalid base64 encoding: InvalidByte');
  return bytes;
}

function fromBase58(encoded: string): Uint8Array {
  const limit = 1683;
  if (encoded.length > limit) {
    throw invalidParams(
      `base58 encoded solana_transaction::versioned::VersionedTransaction too large: ${encoded.length} bytes (max: encoded/raw ${limit}/${maxBytes})`,
    );
  }
  const bytes = decodeBase58(encoded);
  if (!bytes) throw invalidParams('invalid base58 encoding: InvalidCharacter');
  return bytes;
}

function demandSignatures(chain: Chain, tx: Transaction): void {
  if (!chain.verifySignatures(tx))
    throw new RpcError(code.signatureVerification, 'Transaction signature verification failure');
}

function preflight(chain: Chain, tx: Transaction, options: Config): void {
  const level = reached(options, chain.slots, 'preflightCommitment');
  demandSignatures(chain, tx);
  const simulation = chain.simulate(tx, level);
  if (!simulation.err) return;
  const data = {
    ...simulationJson(simulation),
    accounts: null,
    innerInstructions: null,
    replacementBlockhash: null,
  };
  throw new RpcError(
    code.preflightFailure,
    `Transaction simulation failed: ${describe(simulation.err)}`,
    data,
  );
}

function simulationJson(simulation: Simulation): Record<string, unknown> {
  const { err, logs, unitsConsumed, returnData, fee, preBalances, postBalances } = simulation;
  return { err, logs, unitsConsumed, returnData, fee, preBalances, postBalances };
}

function requestedAccounts(chain: Chain, simulation: Simulation, options: Config): unknown {
  if (options.accounts === undefined || options.accounts === null) return null;
  const wanted = config(options.accounts);
  const encoding = encodingOf(wanted, 'base64');
  if (encoding.name === 'binary' || encoding.name === 'base58')
    throw invalidParams('base58 encoding not supported');
  const addresses = strings(wanted.addresses, 'addresses', simulation.keys.length);
  return addresses.map((address) => {
    const bytes = pubkey(address);
    if (simulation.err) return null;
    const account = simulation.postAccounts.get(address) ?? chain.account(bytes);
    if (!account) return null;
    // A closed account is shown as what is left of it: nothing, owned by the system program.
    const shown =
      account.lamports > 0n
        ? account
        : { lamports: 0n, data: new Uint8Array(), owner: systemProgram, executable: false };
    return accountJson(shown, encoding, decimalsIn(chain));
  });
}
