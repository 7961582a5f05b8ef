// The peer of mixed discovery: the same list for the same wallet from the same upstream, with the
// official clients.
//   node mixed-discovery.mjs RPC_URL WALLET
import { answerLists } from './lists.mjs';
import { mixedDiscovery } from './mixed/discovery.mjs';

const [, , url, wallet] = process.argv;
await answerLists(wallet, mixedDiscovery(url, wallet));
