// What runs in the page: the built SDK, loaded as modules, with a wallet whose key never leaves the
// browser.
import { BurnerClient } from '@burnandclaim/sdk';

/** @typedef {{ baseUrl: string, token: string, wallet: string }} Front */

/** @type {CryptoKeyPair} */
let keyPair;

/** @param {Front} front */
const clientOf = ({ baseUrl, token }) => new BurnerClient({ sessionToken: token, baseUrl });

/** The public key of a new wallet. */
async function openWallet() {
  keyPair = /** @type {CryptoKeyPair} */ (
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  );
  return [...new Uint8Array(await crypto.subtle.exportKey('raw', keyPair.publicKey))];
}

/**
 * Signs what `reclaim` built: one signature of 64 bytes after its count, then the message.
 * @param {{ transactionBase64: string }} built
 */
async function sign({ transactionBase64 }) {
  const bytes = Uint8Array.from(atob(transactionBase64), (char) => char.charCodeAt(0));
  bytes.set(
    new Uint8Array(await crypto.subtle.sign('Ed25519', keyPair.privateKey, bytes.slice(65))),
    1,
  );
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** @param {Front} front @param {number} [chunkSize] */
async function streamed(front, chunkSize) {
  const chunks = [];
  for await (const chunk of clientOf(front).streamWalletAssets(front.wallet, { chunkSize }))
    chunks.push(chunk);
  return chunks;
}

/** Reads one chunk and leaves. @param {Front} front */
async function glanced(front) {
  for await (const chunk of clientOf(front).streamWalletAssets(front.wallet, { chunkSize: 1 }))
    return chunk.items.length;
  return 0;
}

/** @param {Front} front */
const listed = (front) => clientOf(front).getWalletAssets(front.wallet);

/**
 * What a call fails with, as far as it can leave the page.
 * @param {'streamed' | 'listed'} name
 * @param {Front} front
 * @param {number} [chunkSize]
 */
async function failed(name, front, chunkSize) {
  try {
    await calls[name](front, chunkSize);
    return null;
  } catch (error) {
    const { message, response } = /** @type {import('@burnandclaim/sdk').HTTPError} */ (error);
    return { message, status: response?.status, code: (await response?.json())?.code };
  }
}

/**
 * The bare socket: what any client of a browser can read of a refusal.
 * @param {string} url
 * @param {string[]} protocols
 */
function bare(url, protocols) {
  return new Promise((resolve) => {
    /** @type {string[]} */
    const frames = [];
    const socket = new WebSocket(url, protocols);
    socket.onmessage = ({ data }) => frames.push(data);
    socket.onclose = ({ code }) => resolve({ protocol: socket.protocol, frames, code });
  });
}

/** Does away with all that can be. @param {Front} front @param {string} donationTo */
async function reclaimed(front, donationTo) {
  const client = clientOf(front);
  const { items } = await client.getWalletAssets(front.wallet);
  const chosen = items
    .filter(({ actions }) => actions.length > 0)
    .map((item) => ({ ...item, action: item.actions[0] ?? '' }));
  const events = [];
  for await (const event of client.reclaim(front.wallet, {
    items: chosen,
    sign,
    donationPercentage: 0.05,
    donationTo,
  }))
    events.push(event);
  return events;
}

const calls = { openWallet, streamed, glanced, listed, failed, bare, reclaimed };
Object.assign(globalThis, { calls });
