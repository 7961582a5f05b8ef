import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A price API like Jupiter's, which answers as a test says and remembers what it was asked. */
export class Prices {
  readonly asked: { ids: string[]; key: string | undefined }[] = [];
  answer: (ids: string[]) => { status: number; body: string } = () => ({ status: 200, body: '{}' });
  url = '';
  readonly #server = createServer((request, response) => {
    const ids = new URL(request.url!, 'http://prices').searchParams.get('ids')!.split(',');
    this.asked.push({ ids, key: request.headers['x-api-key'] as string | undefined });
    const { status, body } = this.answer(ids);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });

  static async start(): Promise<Prices> {
    const prices = new Prices();
    await new Promise<void>((resolve) => prices.#server.listen(0, '127.0.0.1', resolve));
    prices.url = `http://127.0.0.1:${(prices.#server.address() as AddressInfo).port}/price/v3`;
    return prices;
  }

  /** Every mint costs so many dollars. */
  all(usdPrice: number): void {
    this.answer = (ids) => ({
      status: 200,
      body: JSON.stringify(Object.fromEntries(ids.map((id) => [id, { usdPrice, decimals: 6 }]))),
    });
  }

  stop(): void {
    this.#server.close();
  }
}
