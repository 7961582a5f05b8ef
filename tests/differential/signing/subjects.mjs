// One item of each pair (type, action): how it is requested, the instructions that an honest server
// makes for it, the words for them, and the most lamports that its accounts can hold.
import { altered } from './encode.mjs';
import { lightBurn, lightPassage } from './programs/light.mjs';
import {
  assetOf,
  bubblegumBurn,
  bubblegumBurnV2,
  coreBurn,
  metadataBurn,
} from './programs/nfts.mjs';
import { burnChecked, closeAccount, harvest, revoke, withdrawExcess } from './programs/token.mjs';
import { PROGRAMS } from './scene.mjs';

const rentOf = (size) => (128 + size) * 6960;
const tokenRent = (program) => rentOf(program === PROGRAMS.token2022 ? 1024 : 165);
const NFT_RENT = rentOf(679) + rentOf(282);
const RECORD_RENT = rentOf(80);
const MARKER_RENT = rentOf(282);
const CORE_RENT = rentOf(10_240);

/** Raw units with a point before the last `decimals`. */
export function decimalText(amount, decimals) {
  if (decimals === 0) return String(amount);
  const digits = String(amount).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

const common = (scene, name) => ({
  account: scene.key(`${name} account`),
  mint: scene.key(`${name} mint`),
  owner: scene.wallet,
});

export function emptyAccount(
  scene,
  name,
  { program = PROGRAMS.token, revokes = false, harvests = false } = {},
) {
  const { account, mint, owner } = common(scene, name);
  const instructions = [closeAccount({ account, destination: owner, owner }, program)];
  if (harvests) instructions.unshift(harvest({ mint, accounts: [account] }));
  if (revokes) instructions.unshift(revoke({ account, owner }, program));
  return {
    item: {
      type: 'empty_account',
      address: account,
      action: 'close',
      ...(harvests && { expectedMint: mint }),
    },
    mint,
    instructions,
    closed: [account],
    bound: tokenRent(program),
  };
}

export function withdrawal(scene, name, { type = 'empty_account', program = PROGRAMS.token } = {}) {
  const { account, mint, owner } = common(scene, name);
  return {
    item: { type, address: account, action: 'withdraw_excess', expectedMint: mint },
    mint,
    instructions: [withdrawExcess({ account, destination: owner, owner }, program)],
    withdrawn: [account],
    bound: tokenRent(program),
  };
}

export function token(scene, name, options = {}) {
  const { type = 'token', program = PROGRAMS.token, amount = 5_000_000n, decimals = 6 } = options;
  const { closes = true, revokes = false, harvests = false } = options;
  const { account, mint, owner } = common(scene, name);
  const instructions = [burnChecked({ account, mint, owner, amount, decimals }, program)];
  if (revokes) instructions.unshift(revoke({ account, owner }, program));
  if (harvests) instructions.push(harvest({ mint, accounts: [account] }));
  if (closes) instructions.push(closeAccount({ account, destination: owner, owner }, program));
  const burned = { address: account, mint, amount: String(amount), decimals };
  return {
    item: {
      type,
      address: account,
      action: 'burn',
      expectedMint: mint,
      expectedBalance: String(amount),
    },
    mint,
    instructions,
    closed: closes ? [account] : [],
    burned: [{ ...burned, says: `Burns ${decimalText(amount, decimals)} of ${mint}.` }],
    bound: closes ? tokenRent(program) : 0,
  };
}

/** `how`: by Token Metadata, or by the token program alone. */
export function nft(
  scene,
  name,
  {
    how = 'metadata',
    kind = 'NonFungible',
    program = PROGRAMS.token,
    collection,
    closes = true,
  } = {},
) {
  const { account, mint, owner } = common(scene, name);
  const master = kind.endsWith('Edition')
    ? {
        mint: scene.key(`${name} master`),
        token: scene.key(`${name} master account`),
        number: 300n,
      }
    : undefined;
  const byToken = [burnChecked({ account, mint, owner, amount: 1n, decimals: 0 }, program)];
  if (closes) byToken.push(closeAccount({ account, destination: owner, owner }, program));
  const isMetadata = how === 'metadata';
  const burnsIt =
    isMetadata && metadataBurn({ owner, mint, account, kind, collection, master }, program);
  const extra = (kind.startsWith('Programmable') ? RECORD_RENT : 0) + (master ? MARKER_RENT : 0);
  return {
    item: { type: 'nft', address: account, action: 'burn', expectedMint: mint },
    mint,
    instructions: isMetadata ? [burnsIt] : byToken,
    closed: !isMetadata && closes ? [account] : [],
    burned: [{ address: account, mint, amount: '1', decimals: 0, says: `Burns the NFT ${mint}.` }],
    isSingle: true,
    bound: isMetadata ? tokenRent(program) + NFT_RENT + extra : closes ? tokenRent(program) : 0,
  };
}

export function coreAsset(scene, name, { collection, oracles } = {}) {
  const { account: asset, owner } = common(scene, name);
  return {
    item: { type: 'nft', address: asset, action: 'burn' },
    instructions: [coreBurn({ owner, asset, collection, oracles })],
    burned: [{ address: asset, says: `Burns the Core asset ${asset}.` }],
    isSingle: true,
    bound: CORE_RENT,
  };
}

export function leafOf(scene, name, options = {}) {
  const { nonce = 7, proof = 3, ...more } = options;
  return {
    tree: scene.key(`${name} tree`),
    owner: scene.wallet,
    root: Uint8Array.from({ length: 32 }, (_, i) => i),
    hashes: [
      Uint8Array.from({ length: 32 }, (_, i) => 100 + i),
      Uint8Array.from({ length: 32 }, (_, i) => 200 - i),
    ],
    nonce,
    proof: Array.from({ length: proof }, (_, i) => scene.key(`${name} proof ${i}`)),
    ...more,
  };
}

export function compressedNft(scene, name, { version = 1, ...options } = {}) {
  const leaf = leafOf(scene, name, options);
  const asset = assetOf(leaf.tree, leaf.nonce);
  return {
    item: { type: 'cnft', address: asset, action: 'burn' },
    leaf,
    instructions: [version === 1 ? bubblegumBurn(leaf) : bubblegumBurnV2(leaf)],
    burned: [{ address: asset, says: `Burns the compressed NFT ${asset}.` }],
    bound: 0,
  };
}

/**
 * As many items as amounts, of one mint. `how`: burned by Light, or through the wallet's account.
 */
export async function compressedTokens(
  scene,
  name,
  { how = 'burn', amounts = [3_000_000n, 2_000_000n], ...options } = {},
) {
  const { program = PROGRAMS.token, opens = true, decimals = 6, delegate } = options;
  const mint = scene.key(`${name} mint`);
  const asked = { mint, owner: scene.wallet, amounts, delegate, program };
  const all =
    how === 'burn' ? [lightBurn(scene, asked)] : await lightPassage(scene, { ...asked, decimals });
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  return {
    items: amounts.map((amount, i) => ({
      type: 'zk_compressed_token',
      address: scene.key(`${name} hash ${i}`),
      action: 'burn',
      expectedMint: mint,
      expectedBalance: String(amount),
    })),
    mint,
    instructions: how === 'burn' || opens ? all : all.slice(1, 3),
    burned: amounts.map((amount, i) => ({
      address: scene.key(`${name} hash ${i}`),
      mint,
      amount: String(amount),
      ...(i === 0 && { says: `Burns ${total} raw units of compressed ${mint}.` }),
    })),
    isCompressed: true,
    isSingle: how !== 'burn' && total === 1n && decimals === 0,
    bound: 0,
  };
}

export const itemsOf = (subject) => subject.items ?? [subject.item];

/** A subject with other instructions. */
export const changed = (subject, change) =>
  altered(subject, { instructions: change(subject.instructions) });
