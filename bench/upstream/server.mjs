// Solana JSON-RPC from memory: one wallet of 10,000 token accounts, every other one empty. Answers are put together
// once, so that serving them costs little; what it costs is counted for nobody.
//   node server.mjs                             a node that answers at once
//   node server.mjs --token-2022-delay-ms 2000  one that lists the accounts of Token-2022 late
//   node server.mjs --other-wallets 1000        every other wallet holds so many accounts
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022'
import { mintAccounts, ownedBy, slot, tokenAccounts, wallet } from './wallet.mjs'

const { values: options } = parseArgs({
  options: { 'token-2022-delay-ms': { type: 'string', default: '0' }, 'other-wallets': { type: 'string', default: '0' } },
})

const confirmed = `{"context":{"apiVersion":"3.0.0","slot":${slot}},"value":`

const accountJson = ({ owner, lamports, data }) =>
  `{"data":["${data.toString('base64')}","base64"],"executable":false,"lamports":${lamports},"owner":"${owner}",` +
  `"rentEpoch":18446744073709551615,"space":${data.length}}`

const once = (make) => {
  let made
  return () => (made ??= make())
}

const listJson = (accounts) =>
  `${confirmed}[${accounts.map((account) => `{"account":${accountJson(account)},"pubkey":"${account.address}"}`).join(',')}]}`
const listed = once(() => Object.fromEntries(Object.entries(tokenAccounts(10_000)).map(
  ([program, accounts]) => [program, Buffer.from(listJson(accounts))])))
const others = once(() => tokenAccounts(Number(options['other-wallets'])))
const single = once(() => new Map(mintAccounts().map((account) => [account.address, accountJson(account)])))

const methods = {
  getTokenAccountsByOwner: ([owner, { programId }]) =>
    (owner === wallet ? listed()[programId] : listJson(ownedBy(owner, others()[programId]))),
  getMultipleAccounts: ([keys]) => `${confirmed}[${keys.map((key) => single().get(key) ?? 'null').join(',')}]}`,
  getGenesisHash: () => '"EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG"',
  getBlockHeight: () => String(slot),
}

const delayOf = ({ method, params }) =>
  (method === 'getTokenAccountsByOwner' && params[1].programId === TOKEN_2022_PROGRAM_ADDRESS ? Number(options['token-2022-delay-ms']) : 0)

const answer = ({ method, params, id }) => {
  const result = methods[method]?.(params)
  if (result === undefined) throw new Error(`the upstream of the benchmark does not know ${method}`)
  return Buffer.concat([Buffer.from('{"jsonrpc":"2.0","result":'), Buffer.from(result), Buffer.from(`,"id":${JSON.stringify(id)}}`)])
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

server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ ready: true, url: `http://127.0.0.1:${server.address().port}`, wallet }))
})
