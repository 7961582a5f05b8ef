// Solana JSON-RPC from memory: one wallet of 10,000 token accounts, every other one empty. Answers are put together
// once, so that serving them costs little; what it costs is counted for nobody.
import { createServer } from 'node:http'
import { mintAccounts, slot, tokenAccounts, wallet } from './wallet.mjs'

const confirmed = `{"context":{"apiVersion":"3.0.0","slot":${slot}},"value":`

const accountJson = ({ owner, lamports, data }) =>
  `{"data":["${data.toString('base64')}","base64"],"executable":false,"lamports":${lamports},"owner":"${owner}",` +
  `"rentEpoch":18446744073709551615,"space":${data.length}}`

const once = (make) => {
  let made
  return () => (made ??= make())
}

const listed = once(() => Object.fromEntries(Object.entries(tokenAccounts()).map(([program, accounts]) => {
  const entries = accounts.map((account) => `{"account":${accountJson(account)},"pubkey":"${account.address}"}`)
  return [program, Buffer.from(`${confirmed}[${entries.join(',')}]}`)]
})))
const single = once(() => new Map(mintAccounts().map((account) => [account.address, accountJson(account)])))

const methods = {
  getTokenAccountsByOwner: ([owner, { programId }]) => (owner === wallet ? listed()[programId] : `${confirmed}[]}`),
  getMultipleAccounts: ([keys]) => `${confirmed}[${keys.map((key) => single().get(key) ?? 'null').join(',')}]}`,
  getGenesisHash: () => '"EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG"',
  getBlockHeight: () => String(slot),
}

const answer = ({ method, params, id }) => {
  const result = methods[method]?.(params)
  if (result === undefined) throw new Error(`the upstream of the benchmark does not know ${method}`)
  return Buffer.concat([Buffer.from('{"jsonrpc":"2.0","result":'), Buffer.from(result), Buffer.from(`,"id":${JSON.stringify(id)}}`)])
}

const server = createServer(async (request, response) => {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const body = answer(JSON.parse(Buffer.concat(pieces)))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
})

server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ ready: true, url: `http://127.0.0.1:${server.address().port}`, wallet }))
})
