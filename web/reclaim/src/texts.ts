import type { ItemType } from '@burnandclaim/sdk';
import type { ItemClass } from './items.ts';
import type { Cluster } from './page.ts';
import { count } from './format.ts';

// Everything that the page says, in one place, so that it can be said in another language.

const plural = (number: number, one: string, many = `${one}s`) =>
  `${count(number)} ${number === 1 ? one : many}`;

export const clusterNames: Record<Cluster, string> = {
  mainnet: 'Mainnet',
  devnet: 'Devnet',
  testnet: 'Testnet',
  local: 'Local Solana',
};

export const typeNames: Record<ItemType, string> = {
  empty_account: 'empty account',
  token: 'token',
  nft: 'NFT',
  fungible_asset: 'token',
  zk_compressed_token: 'compressed token',
  cnft: 'compressed NFT',
};

export const classNames: Record<ItemClass, string> = {
  close: 'Nothing is lost',
  burn: 'Gone for ever',
  fee: 'Costs a fee, gives nothing',
  blocked: 'Cannot be touched',
};

export const actionNames: Record<string, string> = {
  close: 'Close',
  burn: 'Burn',
  withdraw_excess: 'Take excess',
};

export const texts = {
  brand: 'Burn & Claim',
  theme: 'Colours',
  themes: { auto: 'as the system', light: 'light', dark: 'dark' },
  skip: 'Skip to the content',

  loading: 'Loading…',
  noServer: 'This page cannot reach its server.',
  noPage:
    'The operator of this page has taken its key away. Nothing can be done here until there is a new one.',
  again: 'Try again',
  requestId: (id: string) => `Request ${id}`,

  landing: {
    title: 'Get back the SOL that lies in your empty accounts',
    lead: 'Each token account on Solana holds a deposit of about 0.002 SOL. Close what is empty, burn what is worthless, and the deposit is yours again.',
    steps: [
      ['Connect', 'Connecting shows this page your address. It moves nothing.'],
      [
        'Choose',
        'You see what can be closed without a loss, what would be gone for ever, and what comes back.',
      ],
      [
        'Sign',
        'This page builds transactions; only your wallet can sign them. You sign one at a time.',
      ],
    ],
    connect: 'Connect a wallet',
    newSite: 'A new site may be marked as unknown by your wallet for some days.',
    notSent:
      'Your wallet may say that a transaction “may not be sent immediately”. This server watches it and sends it again until it has landed.',
  },
  connect: {
    title: 'Connect a wallet',
    none: 'No wallet was found in this browser. Install one, or open this page in your wallet’s own browser:',
    openIn: (name: string) => `Open in ${name}`,
    waiting: (name: string) => `Look at ${name}: it asks you.`,
    failed: (reason: string) => `The wallet did not connect: ${reason}`,
    demo: 'The demo wallet lives in this browser. Its SOL is worth nothing.',
    close: 'Close',
  },
  wallet: {
    disconnect: 'Disconnect',
    switched: 'Your wallet uses another account now. This is its list.',
  },

  list: {
    summary: 'Your wallet',
    comesBack: 'Can come back',
    found: 'Found',
    empties: 'Empty accounts',
    state: 'State',
    states: {
      pending: 'Reading…',
      streaming: 'Reading…',
      success: 'All read',
      error: 'Broken off',
    },
    tabs: {
      all: 'All',
      empty: 'Empty accounts',
      tokens: 'Tokens',
      nfts: 'NFTs',
      compressed: 'Compressed',
      blocked: 'Cannot be touched',
    },
    kinds: 'Show',
    search: 'Search by name or address',
    sort: 'Order',
    sorts: { arrival: 'As found', back: 'Most SOL back', value: 'Highest value', name: 'Name' },
    selectEmpty: (number: number) => `Select ${plural(number, 'empty account')}`,
    selectUnpriced: (number: number) => `Select ${plural(number, 'token')} without a price`,
    clear: 'Clear selection',
    pictures: 'Show pictures',
    hidePictures: 'Hide pictures',
    picturesTitle: 'Show pictures?',
    picturesWarning:
      'Pictures lie on other people’s servers, which then see your internet address. A worthless NFT that was sent to you alone can tell its sender who looked, and when.',
    yes: 'Show them',
    no: 'Leave them out',
    nothing: 'There is nothing here that can be closed or burned.',
    noMatch: 'Nothing in this list fits.',
    brokenOff: (reason: string) => `Reading was broken off: ${reason} What has come is still here.`,
    readAgain: 'Read again',
    warning: (message: string) => `${message}. What lies there is missing from this list.`,
    revoked: 'The operator has ended this session.',
    proceed: 'Continue',
    items: 'Items',
    progress: (number: number) => `${plural(number, 'item')} found so far`,
    finished: (number: number) => `${plural(number, 'item')} found`,
  },
  row: {
    label: (action: string, name: string, back: string) => `${action} ${name}, ${back} comes back`,
    nothingBack: 'nothing comes back',
    action: (name: string) => `What to do with ${name}`,
    bait: 'Bait: do not visit the address in this name',
    noPrice: 'no price known (that is not: worthless)',
    priceUnknown: 'price could not be found out',
    account: 'account',
    mint: 'mint',
    explorer: (what: string, short: string) => `${what} ${short}, in the explorer`,
    leavesBehind: (amount: string) => `leaves ${amount} behind`,
  },
  bar: {
    selected: (number: number) => `${count(number)} selected`,
    beforeFees: (amount: string) => `${amount} before fees`,
    review: 'Review',
    tooMany: (number: number) => `The best ${count(number)} go first; the rest can follow.`,
  },
  funds: (missing: string) =>
    `Your wallet lacks ${missing} to pay for a transaction. Send it that much first.`,
  sponsored:
    'Your wallet cannot pay for a transaction. The operator pays, and is repaid from what comes back.',

  review: {
    title: 'Check before you sign',
    building: 'Building the transactions…',
    closed: (number: number) => `${plural(number, 'account')} closed`,
    withdrawn: (number: number) => `excess of ${plural(number, 'account')} taken`,
    burned: (number: number) => `${plural(number, 'item')} burned`,
    fee: (number: number) => `${plural(number, 'compressed item')} burned`,
    rejected: (number: number) => `${count(number)} not possible any more: why`,
    comesBack: 'Comes back',
    donation: 'Donation',
    donationTo: (wallet: string) => `to ${wallet}`,
    fees: (number: number) => `Network fees, ${plural(number, 'transaction')}`,
    receive: 'You receive',
    signNow: 'Sign now',
    signAll: (number: number) =>
      number === 1 ? 'the transaction' : `all ${count(number)} transactions`,
    signSome: 'only the best-paying',
    howMany: 'How many transactions',
    each: 'What each transaction does',
    transaction: (number: number) => `Transaction ${number}`,
    mustMatch: 'What your wallet shows must match these totals. If it does not, decline.',
    forEver:
      'Burning destroys these items. Nobody can bring them back: not this site, not your wallet, not the issuer.',
    type: (phrase: string) => `Type “${phrase}” to go on`,
    phrase: (number: number) => `burn ${number}`,
    priced: (value: string) => `worth ${value}`,
    back: 'Back',
    sign: (number: number) => `Sign 1 of ${count(number)}`,
    nothingLeft: 'None of this can be done any more. The list is read again.',
    tooExpensive: (missing: string) =>
      `The fees are ${missing} more than your wallet holds and gets back.`,
    positions:
      'Whether liquidity hangs on an item cannot be read from a transaction. The list says it of none of these.',
  },
  run: {
    title: 'Signing',
    confirming: 'Waiting for the network',
    confirmed: (done: number, of: number) => `${done} of ${of} confirmed`,
    states: {
      waiting: 'waiting',
      signing: 'look at your wallet',
      submitted: 'on its way',
      simulated: 'simulated: this is a test key',
      confirmed: 'confirmed',
      finalized: 'confirmed',
      failed: 'failed',
      expired: 'did not land in time',
      rejected: 'not possible any more',
      skipped: 'not sent',
      unknown: 'your wallet may have sent it',
    } as Record<string, string>,
    guards: 'Your wallet may show checks that it adds by itself.',
    stop: 'Stop after this one',
    stopping: 'This is the last one.',
    stopNow: 'Stop now',
    leave: 'What was signed is on its way.',
  },
  result: {
    title: (amount: string) => `${amount} are back`,
    titleNothing: 'Nothing was changed',
    titleCost: (amount: string) => `Done, for a fee of ${amount}`,
    simulated: 'Simulated: this page has a test key, and nothing was sent.',
    summary: (closed: number, burned: number, failed: number) =>
      `${count(closed)} closed · ${count(burned)} burned · ${count(failed)} failed`,
    declined: 'You declined in your wallet. What was signed before stays.',
    stopped: 'You stopped. What was signed before stays.',
    refused: (rule: string) =>
      `This page has refused to have a transaction signed: it does something else than you chose (${rule}). Nothing of it was signed. Tell the operator.`,
    failed: (reason: string) => `Something went wrong: ${reason}`,
    item: 'Item',
    outcome: 'What became of it',
    back: 'SOL',
    link: 'Transaction',
    receipt: 'Save receipt (CSV)',
    toList: 'Back to the list',
    rest: (number: number) => `Go on with the rest (${count(number)})`,
    feesPaid: (fees: string, donated: string) => `Network fees ${fees} · donated ${donated}`,
  },
  sign: {
    title: 'Somebody proposes this to you',
    lead: 'This list came with the link that you opened. Whoever made the link chose what is on it. Look at it as you would at a letter from a stranger.',
    asks: (items: string) => `It asks your wallet to ${items}.`,
    counts: (closed: number, burned: number, withdrawn: number) =>
      [
        ...(closed > 0 ? [`close ${plural(closed, 'account')}`] : []),
        ...(withdrawn > 0 ? [`take the excess of ${plural(withdrawn, 'account')}`] : []),
        ...(burned > 0 ? [`burn ${plural(burned, 'item')} for ever`] : []),
      ].join(', '),
    closable: 'It asks your wallet to close all of its empty accounts. Nothing is lost by that.',
    for: 'For the wallet',
    donation: (fraction: string) => `It proposes to donate ${fraction} of the deposits.`,
    connect: 'Connect that wallet',
    other: (wallet: string) =>
      `This link is for the wallet ${wallet}. The one that is connected is another one.`,
    broken: 'This link cannot be read. Ask for a new one.',
    gone: (number: number) =>
      `${plural(number, 'item')} of the link cannot be done with this wallet, or not any more:`,
    toPage: 'To the whole list',
  },
  errors: {
    offline: 'There is no connection.',
    unknown: 'Something unexpected happened.',
    rateLimited: 'Too many requests: wait a minute.',
  },
};
