// The Token-2022 extensions that seeded mints and accounts carry (token-2022 interface,
// extension/*.rs); integers little-endian.
export interface Extension {
  type: number;
  value: Uint8Array;
}

const empty = new Uint8Array();
const u64 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
};
const u16 = (value: number) => Buffer.from([value & 255, value >> 8]);
const string = (text: string) => {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
};

export const transferFeeConfig = (
  authority: Uint8Array,
  basisPoints: number,
  maximum: bigint,
): Extension => {
  const fee = Buffer.concat([u64(0n), u64(maximum), u16(basisPoints)]); // from epoch 0
  return { type: 1, value: Buffer.concat([authority, authority, u64(0n), fee, fee]) };
};
export const transferFeeAmount = (withheld: bigint): Extension => ({
  type: 2,
  value: u64(withheld),
});

export const confidentialTransferMint = (authority: Uint8Array): Extension => ({
  type: 4,
  value: Buffer.concat([authority, Buffer.from([1]), Buffer.alloc(32)]),
});
/** With a ciphertext in the available balance: only the holder of the ElGamal key can empty it. */
export const confidentialTransferAccount = (ciphertext: Uint8Array): Extension => {
  const value = Buffer.alloc(295);
  value[0] = 1; // approved
  value.set(ciphertext, 161);
  return { type: 5, value };
};

export const immutableOwner: Extension = { type: 7, value: empty };
export const nonTransferable: Extension = { type: 9, value: empty };
export const interestBearing = (authority: Uint8Array, basisPoints: number): Extension => ({
  type: 10,
  value: Buffer.concat([authority, u64(0n), u16(basisPoints), u64(0n), u16(basisPoints)]),
});
export const permanentDelegate = (delegate: Uint8Array): Extension => ({
  type: 12,
  value: delegate,
});
export const nonTransferableAccount: Extension = { type: 13, value: empty };
export const transferHook = (authority: Uint8Array, program: Uint8Array): Extension => ({
  type: 14,
  value: Buffer.concat([authority, program]),
});
export const transferHookAccount: Extension = { type: 15, value: new Uint8Array(1) };
export const pausable = (authority: Uint8Array, paused: boolean): Extension => ({
  type: 26,
  value: Buffer.concat([authority, Buffer.from([paused ? 1 : 0])]),
});
export const pausableAccount: Extension = { type: 27, value: empty };
export const permissionedBurn = (authority: Uint8Array): Extension => ({
  type: 28,
  value: authority,
});

/** Name and symbol inside the mint itself, and the pointer that says so. */
export const metadata = (
  mint: Uint8Array,
  authority: Uint8Array,
  name: string,
  symbol: string,
): Extension[] => [
  { type: 18, value: Buffer.concat([authority, mint]) },
  {
    type: 19,
    value: Buffer.concat([
      authority,
      mint,
      string(name),
      string(symbol),
      string(''),
      Buffer.alloc(4),
    ]),
  },
];
