// Solana JSON-RPC from memory: one wallet of 10,000 token accounts, every other one empty. Answers are put together
// once, so that serving them costs little; what it costs is counted for nobody.
//   --prepare                   puts them together before it is ready: that can take longer than a caller waits
//   --other-wallets 1000        every other wallet holds so many accounts
//   --token-2022-delay-ms 2000  lists the accounts of Token-2022 late
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022'
import { getAddressEncoder } from '@solana/kit'
import { mintAccounts, slot, tokenAccounts, wallet } from './wallet.mjs'

const { values: options } = parseArgs({
  options: {
    prepare: { type: 'boolean' },
    'other-wallets': { type: 'string', default: '0' },
    'token-2022-delay-ms': { type: 'string', default: '0' },
  },
})

const confirmed = `{"context":{"apiVersion":"3.0.0","slot":${slot}},"value":`

const accountJson = ({ owner, lamports, data }) =>
  `{"data":["${data.toString('base64')}","base64"],"executable":false,"lamports":${lamports},"owner":"${owner}",` +
  `"rentEpoch":18446744073709551615,"space":${data.length}}`

const once = (make) => {
  let made
  return () => (made ??= make())
}

const entryJson = (account) => `{"account":${accountJson(account)},"pubkey":"${account.address}"}`
const listJson = (entries) => Buffer.from(`${confirmed}[${entries.join(',')}]}`)

/** The same accounts in the hands of whoever asks: of each, only the base64 around the owner's key is written anew. */
class OthersList {
  constructor(accounts) {
    const entries = accounts.map(entryJson)
    this.json = listJson(entries)
    this.places = []
    let at = confirmed.length + 1
    for (const [i, { data }] of accounts.entries()) {
      this.places.push({ at: at + entries[i].indexOf('["') + 2 + 40, bytes: Buffer.from(data.subarray(30, 66)) })
      at += entries[i].length + 1
    }
  }

  of(key) {
    const json = Buffer.from(this.json)
    for (const { at, bytes } of this.places) {
      bytes.set(key, 2)
      json.latin1Write(bytes.toString('base64'), at)
    }
    return json
  }
}

const byProgram = (count, make) =>
  Object.fromEntries(Object.entries(tokenAccounts(count)).map(([program, accounts]) => [program, make(accounts)]))
const listed = once(() => byProgram(10_000, (accounts) => listJson(accounts.map(entryJson))))
const others = once(() => byProgram(Number(options['other-wallets']), (accounts) => new OthersList(accounts)))
const addresses = getAddressEncoder()
const single = once(() => new Map(mintAccounts().map((account) => [account.address, accountJson(account)])))

const methods = {
  getTokenAccountsByOwner: ([owner, { programId }]) =>
    owner === wallet ? listed()[programId] : others()[programId].of(addresses.encode(owner)),
  getMultipleAccounts: ([keys]) => `${confirmed}[${keys.map((key) => single().get(key) ?? 'null').join(',')}]}`,
  getGenesisHash: () => '"EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG"',
  getBlockHeight: () => String(slot),
}

const delayOf = ({ method, params }) =>
  (method === 'getTokenAccountsByOwner' && params[1].programId === TOKEN_2022_PROGRAM_ADDRESS ? Number(options['token-2022-delay-ms']) : 0)

/** It is no indexer: what it does not know is missing, as on any plain RPC. */
const answer = ({ method, params, id }) => {
  const result = methods[method]?.(params)
  const outcome = result === undefined ? ['"error":', '{"code":-32601,"message":"Method not found"}'] : ['"result":', result]
  return Buffer.concat([Buffer.from(`{"jsonrpc":"2.0",${outcome[0]}`), Buffer.from(outcome[1]), Buffer.from(`,"id":${JSON.stringify(id)}}`)])
}

const server = createServer(async (request, response) => {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const call = JSON.parse(Buffer.concat(pieces))
  const body = answer(call)
  const delay = delayOf(call)
  if (delay > 0) await sleep(delay)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
})

if (options.prepare) for (const make of [listed, others, single]) make()
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ ready: true, url: `http://127.0.0.1:${server.address().port}`, wallet }))
})
