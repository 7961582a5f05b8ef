#!/usr/bin/env node
// Unpacks what --light needs from Light's npm package into .light (19 MB). It is fetched alone,
// since installing it brings hundreds of MB of dependencies; its content is pinned by the hash, as
// in a lock file.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const name = '@lightprotocol/zk-compression-cli@0.28.3';
const integrity =
  'EIoS0N0fLYMEy0Ob2rSfy0GRTddXM/EZ+RcPKpeav+bY1GVVWlfnbTPqvW6q1zTnm77is3QRPx6+qEQTJqNHbg==';
const wanted = [
  'package/LICENSE',
  'package/accounts',
  ...[
    'account_compression',
    'light_compressed_token',
    'light_system_program_pinocchio',
    'spl_noop',
  ].map((program) => `package/bin/${program}.so`),
];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, '.light');
if (!existsSync(target)) {
  const folder = mkdtempSync(join(root, '.light-'));
  try {
    const packed = execFileSync(
      'npm',
      ['pack', name, '--silent', '--prefer-offline', '--pack-destination', folder],
      {
        encoding: 'utf8',
      },
    );
    const archive = join(folder, packed.trim().split('\n').at(-1));
    const hash = createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (hash !== integrity) throw new Error(`${name} is not what it was: sha512-${hash}`);
    const content = join(folder, 'content');
    mkdirSync(content);
    execFileSync('tar', ['-xzf', archive, '-C', content, '--strip-components=1', ...wanted]);
    renameSync(content, target);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
