import type { Account } from './account.ts';
import { encodeBase58 } from './base58.ts';
import { invalidParams, RpcError, code } from './rpc-error.ts';
import { type Config, config, unsigned } from './params.ts';
import { parsedData } from './parsed-data.ts';

// UiAccount: an account as the RPC shows it. `decimals` finds those of a mint, for jsonParsed.
export interface Encoding {
  name: 'binary' | 'base58' | 'base64' | 'jsonParsed';
  slice: { offset: number; length: number } | null;
}

const neverCollected = 18446744073709551615n; // rentEpoch of every rent-exempt account
const maxBase58Bytes = 128;

export function encodingOf(options: Config, fallback: Encoding['name'] = 'binary'): Encoding {
  const name = options.encoding ?? fallback;
  if (name !== 'binary' && name !== 'base58' && name !== 'base64' && name !== 'jsonParsed') {
    throw invalidParams(
      `Invalid params: unknown variant \`${String(name)}\`, expected one of \`binary\`, \`base58\`, \`base64\`, \`jsonParsed\`.`,
    );
  }
  if (options.dataSlice === undefined || options.dataSlice === null) return { name, slice: null };
  const slice = config(options.dataSlice);
  return {
    name,
    slice: { offset: unsigned(slice.offset, 'offset'), length: unsigned(slice.length, 'length') },
  };
}

export function accountJson(
  account: Account,
  encoding: Encoding,
  decimals: (mint: string) => number | null,
): unknown {
  const parsed = encoding.name === 'jsonParsed' ? parsedData(account, decimals) : null;
  return {
    lamports: account.lamports,
    data: parsed ?? encodedData(account.data, encoding),
    owner: encodeBase58(account.owner),
    executable: account.executable,
    rentEpoch: neverCollected,
    space: account.data.length,
  };
}

function encodedData(data: Uint8Array, { name, slice }: Encoding): unknown {
  const bytes = slice ? data.subarray(slice.offset, slice.offset + slice.length) : data;
  if (name === 'base64' || name === 'jsonParsed')
    return [Buffer.from(bytes).toString('base64'), 'base64'];
  if (bytes.length > maxBase58Bytes) {
    throw new RpcError(
      code.invalidRequest,
      `Encoded binary (base 58) data should be less than ${maxBase58Bytes} bytes, please use Base64 encoding.`,
    );
  }
  const text = encodeBase58(bytes);
  return name === 'binary' ? text : [text, 'base58'];
}
