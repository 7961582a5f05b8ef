// What the peers of discovery and of streams share: a wallet's items with @solana/kit and the token
// programs' own codecs.
import {
  AccountState,
  getMintDecoder,
  getTokenDecoder,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import {
  getMintDecoder as getMint2022Decoder,
  getTokenDecoder as getToken2022Decoder,
  TOKEN_2022_PROGRAM_ADDRESS,
} from '@solana-program/token-2022';
import { createSolanaRpc, getAddressEncoder, getBase64Encoder } from '@solana/kit';

const base64 = getBase64Encoder();
const addresses = getAddressEncoder();
const options = { encoding: 'base64', commitment: 'confirmed' };
const keysPerCall = 100;

export const codecs = {
  [TOKEN_PROGRAM_ADDRESS]: { token: getTokenDecoder(), mint: getMintDecoder() },
  [TOKEN_2022_PROGRAM_ADDRESS]: { token: getToken2022Decoder(), mint: getMint2022Decoder() },
};
export const types = [
  'empty_account',
  'token',
  'nft',
  'fungible_asset',
  'zk_compressed_token',
  'cnft',
];
const reasons = {
  frozen: 'It is frozen, and cannot be burned until it is thawed',
  close_authority_foreign: 'Only another address may close this account',
  confidential_balance:
    "The account holds a confidential balance that only its owner's keys can empty",
  mint_paused: 'The token is paused by its issuer',
  permissioned_burn: "The token's issuer has to sign every burn",
  multisig_owner: 'The wallet is a token multisig: one signature is not enough',
  locked: 'The NFT is locked (staked or listed for sale). Whoever locked it must release it first',
  has_prints: 'Burn the prints of this NFT first',
  collection_not_empty: 'This NFT represents a collection that still has members',
  plugin_forbids: 'Its kind, or one of its plugins or extensions, does not allow burning',
  proof_too_large: 'Its burn does not fit into a transaction',
  source_unavailable: 'The data this depends on could not be read. Try again',
};
const multisigBytes = 355;

export const some = (option) => (option?.__option === 'Some' ? option.value : undefined);
export const extensionOf = (account, kind) =>
  some(account.extensions)?.find((extension) => extension.__kind === kind);
export const isNative = (account) => some(account.isNative) !== undefined;
const isZero = (bytes) => bytes.every((byte) => byte === 0);

export async function tokenAccounts(rpc, wallet, program) {
  const { context, value } = await rpc
    .getTokenAccountsByOwner(wallet, { programId: program }, options)
    .send();
  const holdings = [];
  for (const { pubkey, account } of value) {
    if (account.owner !== program) continue;
    const decoded = codecs[program].token.decode(base64.encode(account.data[0]));
    if (decoded.state === AccountState.Uninitialized || decoded.owner !== wallet) continue;
    holdings.push({ address: pubkey, program, lamports: account.lamports, account: decoded });
  }
  return { slot: context.slot, holdings };
}

export async function accountsOf(rpc, keys, more = {}) {
  const chunks = [];
  for (let i = 0; i < keys.length; i += keysPerCall) chunks.push(keys.slice(i, i + keysPerCall));
  const answers = await Promise.all(
    chunks.map((chunk) => rpc.getMultipleAccounts(chunk, { ...options, ...more }).send()),
  );
  return {
    slots: answers.map(({ context }) => context.slot),
    accounts: answers.flatMap(({ value }) => value),
  };
}

export const wantsMint = ({ account, program }) =>
  !isNative(account) && (account.amount > 0n || program === TOKEN_2022_PROGRAM_ADDRESS);

export function whyNotClose(wallet, account) {
  if ((some(account.closeAuthority) ?? account.owner) !== wallet) return 'close_authority_foreign';
  const confidential = extensionOf(account, 'ConfidentialTransferAccount');
  if (
    confidential &&
    !(
      isZero(confidential.pendingBalanceLow) &&
      isZero(confidential.pendingBalanceHigh) &&
      isZero(confidential.availableBalance)
    )
  ) {
    return 'confidential_balance';
  }
  return undefined;
}

export function whyNotBurn(account, mint) {
  if (account.state === AccountState.Frozen) return 'frozen';
  if (!mint) return 'source_unavailable';
  if (extensionOf(mint, 'PausableConfig')?.paused) return 'mint_paused';
  if (extensionOf(mint, 'PermissionedBurn')) return 'permissioned_burn';
  if (extensionOf(mint, 'ConfidentialMintBurn')) return 'confidential_balance';
  return undefined;
}

function decide(wallet, account, mint, isMultisig) {
  const isEmpty = isNative(account) || account.amount === 0n;
  const type = isEmpty ? 'empty_account' : 'token';
  if (isMultisig) return { type, blocked: 'multisig_owner' };
  return {
    type,
    blocked: (isEmpty ? undefined : whyNotBurn(account, mint)) ?? whyNotClose(wallet, account),
  };
}

export function toDecimal(amount, decimals) {
  const digits = amount.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Says what can be done with an item, or why it is blocked. */
export function withActions(item, blocked) {
  item.actions = blocked ? [] : [item.type === 'empty_account' ? 'close' : 'burn'];
  if (blocked) item.blocked = { code: blocked, message: reasons[blocked] };
  return item;
}

export const abbreviated = (address) => `${address.slice(0, 4)}…${address.slice(-4)}`;

function toItem(wallet, { address, program, lamports, account }, mint, isMultisig) {
  const { type, blocked } = decide(wallet, account, mint, isMultisig);
  const metadata = mint && extensionOf(mint, 'TokenMetadata');
  const item = {
    type,
    address,
    name: isNative(account) ? 'Wrapped SOL' : metadata?.name || 'Unknown token',
    symbol: isNative(account) ? 'SOL' : metadata?.symbol || abbreviated(account.mint),
    mint: account.mint,
    tokenProgram: program,
    isFrozen: account.state === AccountState.Frozen,
    lamports: Number(lamports),
    reclaimableLamports: blocked ? 0 : Number(lamports),
  };
  if (type === 'token') {
    Object.assign(item, {
      imageUri: null,
      metadataUri: null,
      decimals: mint?.decimals ?? 0,
      balance: account.amount.toString(),
      uiBalance: mint ? Number(toDecimal(account.amount, mint.decimals)) : null,
      usdValue: null,
      priceState: 'unknown',
    });
  }
  return withActions(item, blocked);
}

export const isMultisigAccount = (account) =>
  account?.space === BigInt(multisigBytes) && account.owner in codecs;

/** Orders items by type, by lamports that come back descending, by bytes of the address. */
export function inOrder(items) {
  const places = items.map((item) => ({
    item,
    rank: types.indexOf(item.type),
    bytes: Buffer.from(addresses.encode(item.address)),
  }));
  places.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.item.reclaimableLamports - a.item.reclaimableLamports ||
      a.bytes.compare(b.bytes),
  );
  return places.map(({ item }) => item);
}

export const noCounts = () => Object.fromEntries(types.map((type) => [type, 0]));

/**
 * Gives a function that looks the wallet up: its items in no order, and the slot that they rest on.
 */
export function kitDiscovery(url, wallet) {
  const rpc = createSolanaRpc(url);
  return async () => {
    const programs = [TOKEN_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM_ADDRESS];
    const found = await Promise.all(programs.map((program) => tokenAccounts(rpc, wallet, program)));
    const holdings = found.flatMap((part) => part.holdings);
    const keys = [
      wallet,
      ...new Set(holdings.filter(wantsMint).map(({ account }) => account.mint)),
    ];
    const read = await accountsOf(rpc, keys);
    const [own, ...rest] = read.accounts;
    const isMultisig = isMultisigAccount(own);
    const mints = new Map();
    rest.forEach((account, i) => {
      if (account && account.owner in codecs)
        mints.set(keys[i + 1], codecs[account.owner].mint.decode(base64.encode(account.data[0])));
    });
    const slots = [...found.map(({ slot }) => slot), ...read.slots];
    return {
      items: holdings.map((holding) =>
        toItem(wallet, holding, mints.get(holding.account.mint), isMultisig),
      ),
      asOfSlot: Number(slots.reduce((a, b) => (a < b ? a : b))),
    };
  };
}
