import type { DemoKey } from './demo-wallet.ts';

const database = 'burnandclaim';
const store = 'demo-wallet';
const id = 'key';

/** Keeps the key over reloads. A browser that keeps nothing has a new wallet each time. */
export async function keep(key: DemoKey): Promise<void> {
  await inStore('readwrite', (keys) => keys.put(key, id)).catch(() => undefined);
}

export async function kept(): Promise<DemoKey | undefined> {
  return inStore<DemoKey | undefined>('readonly', (keys) => keys.get(id)).catch(() => undefined);
}

async function inStore<T>(
  mode: IDBTransactionMode,
  use: (keys: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  const open = await result<IDBDatabase>(opening);
  try {
    return await result<T>(use(open.transaction(store, mode).objectStore(store)));
  } finally {
    open.close();
  }
}

function result<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}
