// The server under test: a throw-away data directory, one project, one key, no rate limits.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Program, run, serverCore } from './processes.mjs'

export const root = new URL('../..', import.meta.url).pathname
export const binary = join(root, 'build/bench/burner')
export const prefix = '/api/v1/burner'

export class Burner {
  static async start(context, { rpcUrl, cacheMs = 1000 }) {
    const burner = new Burner()
    burner.directory = mkdtempSync(join(tmpdir(), 'burner-bench-'))
    context.atEnd(() => rmSync(burner.directory, { recursive: true, force: true }))
    const options = ['--data-directory', burner.directory]
    burner.command = [binary, 'serve', ...options, '--listen-port', '0', '--rpc-url', rpcUrl, '--discovery-cache-ms', String(cacheMs),
      '--limits-inferno', 'unlimited/minute,unlimited/month']
    await burner.open() // the first start makes the project
    burner.apiKey = JSON.parse((await run([binary, 'key', 'create', '--json', ...options])).trim().split('\n').at(-1)).key
    await burner.usable()
    return burner
  }

  async open() {
    this.program = await Program.start('burner', this.command, { core: serverCore })
    this.url = this.program.ready.url
  }

  /** A key made by the command line is known to the server a moment later. */
  async usable() {
    for (let tries = 0; tries < 100; ++tries) {
      const answer = await this.createSession('11111111111111111111111111111111')
      if (answer.status === 200) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the server does not take the key that was made for it')
  }

  createSession(walletAddress) {
    return fetch(this.url + prefix + '/sessions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Api-Key': this.apiKey },
      body: JSON.stringify({ walletAddress, ttlSeconds: 3600 }),
    })
  }
}
