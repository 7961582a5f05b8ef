/** A key pair on P-256 whose private half never leaves the runtime. */
export interface KeyPair {
  privateKey: CryptoKey;
  publicKey: CryptoKey;
}

const DATABASE = 'burnandclaim';
const STORE = 'keys';
const NAME = 'dpop';

let inMemory: Promise<KeyPair> | undefined;

/**
 * Returns the key of this page's origin, which IndexedDB keeps, or of this process where there is
 * none. It is made when it is first asked for.
 */
export function ownKeyPair(): Promise<KeyPair> {
  inMemory ??= load().catch((error: unknown) => {
    inMemory = undefined; // the next request tries again
    throw error;
  });
  return inMemory;
}

async function load(): Promise<KeyPair> {
  const { indexedDB } = globalThis as { indexedDB?: IDBFactory };
  if (indexedDB === undefined) return generate();
  const database = await settled(upgraded(indexedDB.open(DATABASE, 1)));
  try {
    const kept = await settled<KeyPair | undefined>(keysOf(database, 'readonly').get(NAME));
    return kept ?? (await keep(database, await generate()));
  } finally {
    database.close();
  }
}

/** Keeps a new key, unless another tab has kept one meanwhile: then returns that one. */
async function keep(database: IDBDatabase, made: KeyPair): Promise<KeyPair> {
  const keys = keysOf(database, 'readwrite');
  const kept = await settled<KeyPair | undefined>(keys.get(NAME));
  if (kept !== undefined) return kept;
  await settled(keys.put(made, NAME));
  return made;
}

function generate(): Promise<KeyPair> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
}

function keysOf(database: IDBDatabase, mode: IDBTransactionMode): IDBObjectStore {
  return database.transaction(STORE, mode).objectStore(STORE);
}

function upgraded(request: IDBOpenDBRequest): IDBOpenDBRequest {
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return request;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}
