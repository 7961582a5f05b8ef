// The discovery peer: the same list for the same wallet from the same upstream, with @solana/kit
// and the token programs' own codecs.
//   node discovery.mjs RPC_URL WALLET
import { kitDiscovery } from './kit-discovery.mjs';
import { answerLists } from './lists.mjs';

const [, , url, wallet] = process.argv;
await answerLists(wallet, kitDiscovery(url, wallet));
