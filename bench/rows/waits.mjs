// How long users wait for the cluster, which answers every call after 50 ms: building, submitting, and hearing that it
// is confirmed.
import {
  createKeyPairSignerFromPrivateKeyBytes,
  getBase64EncodedWireTransaction,
  getTransactionDecoder,
  partiallySignTransaction,
} from '@solana/kit';
import { Burner, prefix } from '../lib/burner.mjs';
import { median } from '../lib/compare.mjs';
import { startTransactionsUpstream } from '../lib/upstream.mjs';
import { landsAfterMs, walletSeed } from '../upstream/landing.mjs';

const tripMs = 50;
const itemsOfBuild = 20;

/** A wallet at a server whose upstream answers late. */
class Payer {
  static async start(context) {
    const payer = new Payer();
    const upstream = await startTransactionsUpstream('--delay-ms', String(tripMs));
    payer.upstream = upstream.ready;
    payer.burner = await Burner.start(context, { rpcUrl: upstream.ready.url });
    payer.signer = await createKeyPairSignerFromPrivateKeyBytes(walletSeed);
    payer.sent = 0;
    return payer;
  }

  async ask(path, body) {
    const before = performance.now();
    const response = await fetch(
      `${this.burner.url}${prefix}/wallet/${this.signer.address}${path}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Api-Key': this.burner.apiKey },
        body: JSON.stringify(body),
      },
    );
    const answer = await response.json();
    if (!response.ok)
      throw new Error(`${path} was answered with ${response.status}: ${answer.message}`);
    return { answer, ms: performance.now() - before };
  }

  closes(from, count) {
    const some = this.upstream.empty.slice(from, from + count);
    return some.map(({ address, mint }) => ({
      type: 'empty_account',
      address,
      action: 'close',
      expectedMint: mint,
    }));
  }

  burns(from, count) {
    const some = this.upstream.balances.slice(from, from + count);
    return some.map(({ address, mint }) => ({
      type: 'token',
      address,
      action: 'burn',
      expectedBalance: '5000',
      expectedMint: mint,
    }));
  }

  async build(items) {
    const { answer, ms } = await this.ask('/transactions', { items });
    if (answer.rejected.length > 0)
      throw new Error(`a build rejected: ${answer.rejected[0].message}`);
    return { built: answer.transactions, ms };
  }

  /** Builds a close that nobody has built yet and signs it. */
  async signed() {
    const { built } = await this.build(this.closes(this.sent++, 1));
    const bytes = Buffer.from(built[0].transactionBase64, 'base64');
    const transaction = getTransactionDecoder().decode(bytes);
    const done = await partiallySignTransaction([this.signer.keyPair], transaction);
    return {
      transactionBase64: getBase64EncodedWireTransaction(done),
      submissionTicket: built[0].submissionTicket,
    };
  }
}

const trips = (ms) => ({
  ours: `${ms.toFixed(0)} ms`,
  against: `a trip ${tripMs} ms`,
  value: ms / tripMs,
});

/** Returns the median of `once`, whose first call opens the connections. */
async function medianOf(context, once) {
  await once();
  const times = [];
  for (let i = 0; i < context.rounds; ++i) times.push(await once());
  return median(times);
}

export const buildRoundTrips = {
  name: 'build-round-trips',
  work: 'a build of 20 closes, and one of 20 burns of named mints, in round trips to the upstream; the slower',
  goal: { max: 2.4, unit: 'trips' },
  async run(context) {
    const payer = await Payer.start(context);
    const closes = payer.closes(0, itemsOfBuild);
    const burns = payer.burns(0, itemsOfBuild);
    const ofCloses = await medianOf(context, async () => (await payer.build(closes)).ms);
    const ofBurns = await medianOf(context, async () => (await payer.build(burns)).ms);
    return trips(Math.max(ofCloses, ofBurns));
  },
};

export const submitRoundTrips = {
  name: 'submit-round-trips',
  work: 'a submit of one transaction, in round trips to the upstream',
  goal: { max: 1.6, unit: 'trips' },
  async run(context) {
    const payer = await Payer.start(context);
    const submit = async () => {
      const signed = [await payer.signed()];
      const { answer, ms } = await payer.ask('/transactions/submit', { signed });
      if (answer.results[0].status !== 'submitted') throw new Error('a submit was refused');
      return ms;
    };
    return trips(await medianOf(context, submit));
  },
};

export const confirmWait = {
  name: 'confirm-wait',
  work: 'from the confirmation by the cluster to the answer of a submit that waits for it, the longest of several',
  goal: { max: 250 + tripMs, unit: 'ms' },
  async run(context) {
    const payer = await Payer.start(context);
    let longest = 0;
    for (let place = 0; place < 3 * context.rounds; ++place) {
      const signed = [await payer.signed()];
      const { answer, ms } = await payer.ask('/transactions/submit', {
        signed,
        waitFor: 'confirmed',
      });
      if (answer.results[0].status !== 'confirmed') throw new Error('a submit was not confirmed');
      longest = Math.max(longest, ms - landsAfterMs(place));
    }
    return { ours: `${longest.toFixed(0)} ms`, against: `a trip ${tripMs} ms`, value: longest };
  },
};
