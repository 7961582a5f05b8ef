// A front end keeps a client and, when its session has ended, gets a new token from its backend.
// BACKEND_URL=https://… npm run example examples/session-service.ts <wallet address>
import { BurnerClient, type WalletAssets } from '@burnandclaim/sdk';

class WalletService {
  readonly #walletAddress: string;
  #client: BurnerClient | null = null;

  constructor(walletAddress: string) {
    this.#walletAddress = walletAddress;
  }

  getAssets(): Promise<WalletAssets> {
    return this.#withSession((client) => client.getWalletAssets(this.#walletAddress));
  }

  async #withSession<T>(call: (client: BurnerClient) => Promise<T>): Promise<T> {
    try {
      return await call(await this.#getClient());
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('401')) throw error;
      this.#client = null;
      return call(await this.#getClient());
    }
  }

  async #getClient(): Promise<BurnerClient> {
    this.#client ??= new BurnerClient({
      sessionToken: await this.#fetchToken(),
      baseUrl: process.env.BURNER_URL,
    });
    return this.#client;
  }

  async #fetchToken(): Promise<string> {
    const response = await fetch(`${process.env.BACKEND_URL}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ walletAddress: this.#walletAddress }),
    });
    const { token } = (await response.json()) as { token: string };
    return token;
  }
}

const service = new WalletService(process.argv[2]!);
const { items, reclaimableLamports } = await service.getAssets();
console.log(`${items.length} items, ${reclaimableLamports} lamports to reclaim`);
