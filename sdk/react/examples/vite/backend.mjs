// The backend of the page: it hands out sessions, and keeps the API key to itself.
// BURNER_API_KEY=ak_test_… BURNER_URL=http://127.0.0.1:8080 npm run backend
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { BurnerClient, sessionHandler } from '@burnandclaim/sdk';

const burner = new BurnerClient({
  apiKey: process.env.BURNER_API_KEY ?? '',
  baseUrl: process.env.BURNER_URL,
});

// Anybody may ask here, for any wallet. Yours asks who has signed in, or for a proof of the wallet.
const answerTo = sessionHandler(burner, {
  authorize: async (request) => ({ walletAddress: (await request.json()).walletAddress }),
});

async function serve(request, response) {
  const { method, url } = request;
  const body = method === 'POST' ? await text(request) : undefined;
  const answer = await answerTo(new Request(`http://backend${url}`, { method, body }));
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}

const server = createServer((request, response) => void serve(request, response));
server.listen(Number(process.env.PORT ?? 8090), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
