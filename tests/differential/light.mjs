// Compares burns of compressed tokens with Light's own npm client: our `burn` with its account
// layout, packing and Borsh layouts; our way by a token account with what it builds to load one
// (create, Transfer2).
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { clientBurn, clientDecompress, randomCase } from './light-client.mjs';
import { randomFrom } from './random.mjs';

const require = createRequire(import.meta.url);
const { PublicKey } = require('@solana/web3.js');

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const flags = ({ isSigner, isWritable }) => (isSigner ? 2 : 0) + (isWritable ? 1 : 0);
const text = ({ programId, keys, data }) =>
  `${hex(programId.toBytes())}:${keys.map((meta) => hex(meta.pubkey.toBytes()) + flags(meta)).join(',')}:${hex(data)}`;

function json(value) {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof PublicKey) return `"${value.toBase58()}"`;
  if (value instanceof Uint8Array) return `"${hex(value)}"`;
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([name, member]) => `"${name}":${json(member)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

async function main() {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '500' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
      binary: { type: 'string', default: '../../build/release/tests/light_instructions' },
    },
  });
  console.log(`seed ${values.seed}, ${values.count} burns of compressed tokens`);
  const random = randomFrom(Number(values.seed));
  const ours = spawn(values.binary, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: ours.stdout })[Symbol.asyncIterator]();
  const compared = { burn: 0, decompress: 0 };
  for (let i = 0; i < Number(values.count); i++) {
    const asked = randomCase(random);
    const kind = asked.decimals === null ? 'burn' : 'decompress';
    const expected = (kind === 'burn' ? clientBurn(asked) : await clientDecompress(asked))
      .map(text)
      .join(' ');
    ours.stdin.write(`${json(asked)}\n`);
    const { value, done } = await answers.next();
    if (done || value !== expected) {
      console.error(
        `seed ${values.seed}: ${kind} differs\nasked    ${json(asked)}\nclient   ${expected}\nours     ${value}`,
      );
      process.exit(1);
    }
    compared[kind]++;
  }
  ours.stdin.end();
  console.log('compared', compared, '0 differences');
}

await main();
