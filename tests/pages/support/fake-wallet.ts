import type { Page } from 'playwright-core';

/** How the wallet of a test behaves; the page cannot tell it from an extension. */
export interface WalletKnobs {
  /** Of its key, 32 bytes. */
  seed: Uint8Array;
  /** The signatures, counted from 1, to which its user says no. */
  decline?: number[];
  /** It signs and sends, and gives the signature alone. */
  send?: (transactionBase64: string) => Promise<string>;
  /** Milliseconds that its user takes for each. */
  delayMs?: number;
}

/** Puts a Wallet Standard wallet into every page that is opened from now on. */
export async function fakeWallet(page: Page, { seed, decline, send, delayMs }: WalletKnobs) {
  if (send) await page.exposeFunction('sendForTest', send);
  const knobs = {
    seed: [...seed],
    decline: decline ?? [],
    sends: send !== undefined,
    delayMs: delayMs ?? 0,
  };
  await page.addInitScript(wallet, knobs);
}

/** Runs in the page. */
function wallet(knobs: { seed: number[]; decline: number[]; sends: boolean; delayMs: number }) {
  const digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const toBase58 = (bytes: Uint8Array) => {
    let number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    let text = '';
    for (; number > 0n; number /= 58n) text = digits[Number(number % 58n)] + text;
    return '1'.repeat(bytes.findIndex((byte) => byte !== 0)) + text;
  };
  const fromBase64Url = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const pkcs8 = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32, ...knobs.seed];
  const state = { asked: 0, listeners: new Set<(change: object) => void>() };

  const ready = (async () => {
    const key = await crypto.subtle.importKey('pkcs8', Uint8Array.from(pkcs8), 'Ed25519', true, [
      'sign',
    ]);
    const publicKey = fromBase64Url((await crypto.subtle.exportKey('jwk', key)).x!);
    const feature = knobs.sends ? 'solana:signAndSendTransaction' : 'solana:signTransaction';
    const account = {
      address: toBase58(publicKey),
      publicKey,
      chains: ['solana:localnet'],
      features: [feature, 'solana:signMessage'],
    };
    const sign = async (message: Uint8Array<ArrayBuffer>) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', key, message));
    const signed = async (transaction: Uint8Array<ArrayBuffer>) => {
      state.asked += 1;
      await new Promise((resolve) => setTimeout(resolve, knobs.delayMs));
      if (knobs.decline.includes(state.asked))
        throw Object.assign(new Error('User rejected the request.'), { code: 4001 });
      const whole = Uint8Array.from(transaction);
      const signers = whole[0]!;
      whole.set(await sign(whole.slice(1 + signers * 64)), 1);
      return whole;
    };
    const versions = { version: '1.0.0', supportedTransactionVersions: ['legacy', 0] };
    return { account, sign, signed, versions };
  })();

  const register = ({ register: add }: { register: (wallet: object) => void }) =>
    void ready.then(({ account, sign, signed, versions }) => {
      const signing = knobs.sends
        ? {
            'solana:signAndSendTransaction': {
              ...versions,
              signAndSendTransaction: async ({ transaction }: any) => {
                const bytes = await signed(transaction);
                const text = btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''));
                await (globalThis as any).sendForTest(text);
                return [{ signature: bytes.slice(1, 65) }];
              },
            },
          }
        : {
            'solana:signTransaction': {
              ...versions,
              signTransaction: async ({ transaction }: any) => [
                { signedTransaction: await signed(transaction) },
              ],
            },
          };
      add({
        version: '1.0.0',
        name: 'Test wallet',
        icon: 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E',
        chains: ['solana:localnet'],
        accounts: [account],
        features: {
          'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: [account] }) },
          'standard:events': {
            version: '1.0.0',
            on: (_: string, listener: (change: object) => void) => {
              state.listeners.add(listener);
              return () => state.listeners.delete(listener);
            },
          },
          'solana:signMessage': {
            version: '1.1.0',
            signMessage: async ({ message }: any) => [
              { signedMessage: message, signature: await sign(message) },
            ],
          },
          ...signing,
        },
      });
    });
  const announce = () =>
    dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: register }));
  addEventListener('wallet-standard:app-ready', ({ detail }: any) => register(detail));
  announce();
  Object.assign(globalThis, { testWallet: state });
}
