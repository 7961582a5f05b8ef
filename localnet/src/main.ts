import { parseArgs } from 'node:util';
import { seedCommand } from './seed-command.ts';
import { type LocalnetOptions, startLocalnet } from './server.ts';

const help = `Solana JSON-RPC for local development: a real Solana virtual machine with the real SPL programs.

Usage: localnet [options]
       localnet seed --help

  --port N                  on 127.0.0.1; 0 takes a free one (8899)
  --programs DIR            load further programs: token_metadata.so, mpl_core.so, … or <program id>.so
  --no-das                  without the digital asset methods, as a node that has no index
  --light DIR               load the Light protocol and answer for Photon (npm run light makes the folder .light)
  --slot-ms N               length of a slot; 0: slots advance only by localnet_warpSlots (400)
  --finality-slots N        from processed to finalized; 1: as since Alpenglow (32)
  --no-v1                   transactions of version 1 are not active
  --lamports-per-byte N     rent (5080, as on mainnet since September 2026)
  --chain-seed TEXT         what the blockhashes come from (the time of the start)
  --print-ready             print the ready line, which is also the default

Prints one line of JSON when it is ready: {"ready":true,"url":"http://127.0.0.1:8899","pid":4711}

Examples:
  localnet
  localnet --port 0 --slot-ms 200 --finality-slots 1
  localnet seed --url http://127.0.0.1:8899 --wallet 9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg
`;

function serverOptions(args: string[]): LocalnetOptions | null {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8899' },
      programs: { type: 'string' },
      'no-das': { type: 'boolean' },
      light: { type: 'string' },
      'slot-ms': { type: 'string', default: '400' },
      'finality-slots': { type: 'string', default: '32' },
      'no-v1': { type: 'boolean' },
      'lamports-per-byte': { type: 'string', default: '5080' },
      'chain-seed': { type: 'string', default: String(Date.now()) },
      'print-ready': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return null;
  return {
    port: within('port', values.port, 65_535),
    programs: values.programs ?? null,
    das: !values['no-das'],
    light: values.light ?? null,
    slotMs: within('slot-ms', values['slot-ms'], 3_600_000),
    finalitySlots: within('finality-slots', values['finality-slots'], 300, 1),
    v1: !values['no-v1'],
    lamportsPerByte: BigInt(within('lamports-per-byte', values['lamports-per-byte'], 1_000_000)),
    chainSeed: values['chain-seed'],
  };
}

function within(flag: string, value: string, max: number, min = 0): number {
  if (!/^\d{1,9}$/.test(value) || Number(value) > max || Number(value) < min)
    throw new Error(`--${flag} must be a whole number from ${min} to ${max}`);
  return Number(value);
}

async function main(args: string[]): Promise<void> {
  if (args[0] === 'seed') {
    process.exitCode = await seedCommand(args.slice(1));
    return;
  }
  const options = serverOptions(args);
  if (!options) {
    process.stdout.write(help);
    return;
  }
  process.once('SIGTERM', () => process.exit(0));
  process.once('SIGINT', () => process.exit(0));
  const { url } = await startLocalnet(options);
  process.stdout.write(`${JSON.stringify({ ready: true, url, pid: process.pid })}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`localnet: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
