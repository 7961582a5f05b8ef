// `./demo` after the build: starts everything, tells the story, then serves until Ctrl-C.
import { generateKeyPairSigner } from '@solana/kit';
import { Chain } from './chain.mjs';
import { killOne, tellRevocation, victim } from './nodes-story.mjs';
import { drivePage, hasBrowser, preparePage } from './page.mjs';
import { bold, chapter, dim, green, line, progress, red } from './print.mjs';
import { hasLight, Services, until200 } from './services.mjs';
import { tellSponsor } from './sponsor-story.mjs';
import { tellStory } from './story.mjs';

const donationFunding = 10_000_000; // lamports: a donation wallet must exist before it receives
const sponsorFunding = 1_000_000_000;

const services = new Services();
const interrupted = new Promise((resolve) => {
  process.once('SIGINT', () => resolve(130));
  process.once('SIGTERM', () => resolve(143));
});

const once = process.argv.includes('--once');
const at = process.argv.indexOf('--nodes');
const nodeCount = at < 0 ? 1 : Number(process.argv[at + 1]);
process.exitCode = Number(await Promise.race([demo(), interrupted]));
await services.stop();
process.exit();

async function demo() {
  try {
    const setting = await start();
    const ended = services.unexpectedEnd();
    const { walletAddress, wrong } = await Promise.race([tellStory(setting), ended]);
    line();
    for (const mistake of wrong) line(`   ${red('wrong')} ${mistake}`);
    if (wrong.length > 0) return 1;
    line(
      `   ${green('right')} to the lamport; the donation arrived; what was closed or burned is gone; the rest is unchanged, byte for byte`,
    );
    const unpaid = await Promise.race([tellSponsor(setting), ended]);
    for (const mistake of unpaid) line(`   ${red('wrong')} ${mistake}`);
    if (unpaid.length > 0) return 1;
    line(
      `   ${green('right')} to the lamport: the wallet has what its accounts held, less the fees; the sponsor has what it had`,
    );
    if (setting.nodes.length > 1) {
      const failures = await Promise.race([tellRevocation(setting), ended]);
      for (const failure of failures) line(`   ${red('wrong')} ${failure}`);
      if (failures.length > 0) return 1;
      line(`   ${green('right')}: no node accepted the session after the answer`);
    }
    if (setting.nodes.length === 0 && !(await Promise.race([tellPage(setting), ended]))) return 1;
    if (once) return 0;
    explain(setting, walletAddress);
    return await ended;
  } catch (error) {
    line(
      `\n${red('demo failed:')} ${error instanceof Error ? error.message : error}\n${dim(await services.lastWords())}`,
    );
    return 1;
  }
}

/**
 * The same as a person does it, on the page of the server. False where it did not go well.
 * @param {{ baseUrl: string, chain: Chain }} setting
 */
async function tellPage({ baseUrl, chain }) {
  chapter('The page of the server, for whoever owns a wallet');
  const visit = await progress('filling a wallet for you', () => preparePage(baseUrl, chain));
  if (once && !hasBrowser) {
    line(`   ${dim('left out: there is no Chromium here to open it with')}`);
  } else if (once) {
    const { mistakes, said } = await progress('a browser closes its empty accounts', () =>
      drivePage(visit, chain),
    );
    for (const mistake of mistakes) line(`   ${red('wrong')} ${mistake}`);
    if (mistakes.length > 0) return false;
    line(`   ${green('right')} to the lamport: “${said}”; pictures are in build/demo`);
  } else {
    line(`   Open it, connect “Demo wallet”, and get its SOL back:

   ${bold(visit.link)}`);
  }
  return true;
}

/**
 * One server, or several nodes and what they need.
 * @param {string} rpcUrl
 * @param {string} pageKey
 */
async function startServers(rpcUrl, pageKey) {
  if (nodeCount === 1) {
    const burner = await progress('starting burner serve', () =>
      services.startBurner(rpcUrl, pageKey),
    );
    line(`   ${dim('Solana')} ${rpcUrl}   ${dim('server')} ${burner.url}`);
    return { burner, nodes: [] };
  }
  const nodes = await progress(`starting ${nodeCount} nodes on it`, () =>
    services.startNodes(rpcUrl, nodeCount),
  );
  const burner = await progress('starting HAProxy', () => services.startBalancer(nodes));
  line(`   ${dim('Solana')} ${rpcUrl}   ${dim('balancer')} ${burner.url}`);
  for (const node of nodes) line(`   ${dim(node.name)} ${node.url()}`);
  return { burner, nodes };
}

async function start() {
  chapter(
    nodeCount === 1
      ? 'A local Solana and the server start'
      : `A local Solana, PostgreSQL, ${nodeCount} nodes and a balancer start`,
  );
  await services.prepare();
  const localnet = await progress('starting the local Solana', () => services.startLocalnet());
  if (nodeCount > 1) await progress('starting PostgreSQL', () => services.startPostgres());
  const donationWallet = (await generateKeyPairSigner()).address;
  const sponsor = String((await services.burner('sponsor', 'create')).address);
  const project = await services.burner(
    'project',
    'create',
    '--name',
    'demo',
    '--donation-wallet',
    donationWallet,
    '--sponsor',
    sponsor,
  );
  const { id, key } = await services.burner(
    'key',
    'create',
    '--project',
    project.id,
    '--name',
    'demo',
  );
  const { burner, nodes } = await startServers(localnet.url, id);
  const dying = nodes[victim];
  const chain = new Chain(localnet.url, { hasLight });
  await chain.airdrop(donationWallet, donationFunding);
  await chain.airdrop(sponsor, sponsorFunding);
  await until200(`${burner.url}/api/v1/burner/sessions/introspect`, {
    method: 'POST',
    headers: { 'X-Api-Key': key, 'Content-Type': 'application/json' },
    body: '{"token":"none"}',
  });
  line(`   project ${project.id} with donation wallet ${donationWallet}`);
  return {
    baseUrl: burner.url,
    apiKey: String(key),
    chain,
    donationWallet: String(donationWallet),
    sponsor,
    nodes,
    ...(dying && { meanwhile: () => killOne(dying) }),
  };
}

/** @param {{ baseUrl: string, apiKey: string, chain: Chain }} setting @param {string} wallet */
function explain({ baseUrl, apiKey, chain }, wallet) {
  chapter('Now it is your turn');
  line(
    `   The server goes on at ${bold(baseUrl)}, Solana at ${bold(chain.url)}. Ctrl-C ends all and removes their data.`,
  );
  line(`   The API key below is the demo's own and dies with it; a real one stays on your backend, out of sight.

   ${dim('# the backend mints a session')}
   TOKEN=$(curl -s ${baseUrl}/api/v1/burner/sessions -H 'X-Api-Key: ${apiKey}' \\
     -H 'Content-Type: application/json' -d '{"walletAddress":"${wallet}"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')

   ${dim('# the front end lists what is left in the wallet')}
   curl -s ${baseUrl}/api/v1/burner/wallet/${wallet}/assets -H "Authorization: Bearer $TOKEN"

   ${dim('# a wallet of your own: fill it, then mint and list as above')}
   node localnet/bin/localnet.mjs seed --url ${chain.url} --wallet <your address>

   ${dim('# what else there is')}
   curl -s ${baseUrl}/openapi.json    curl -s ${baseUrl}/ready    curl -s ${baseUrl}/metrics`);
}
