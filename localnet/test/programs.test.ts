import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { key } from '../src/base58.ts';
import { Chain } from '../src/chain.ts';
import { loadPrograms, tokenProgram } from '../src/programs.ts';
import { standard } from './support.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'localnet-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

// A program binary to load: that of the token program, which follows the 45 bytes in front of every
// upgradeable program.
function someProgram(chain: Chain): Uint8Array {
  const pointer = chain.account(tokenProgram)!.data;
  return chain.account(pointer.subarray(4, 36))!.data.subarray(45);
}

describe('LoadPrograms', () => {
  it('takes known names and program ids', () => {
    const chain = new Chain(standard);
    const id = '9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg';
    writeFileSync(join(folder, 'mpl_core.so'), someProgram(chain));
    writeFileSync(join(folder, `${id}.so`), someProgram(chain));
    writeFileSync(join(folder, 'readme.txt'), '');
    const core = 'CoREENxT6tW1HoK8ypY1SxRMZTcVPm7R94rH4PZNhX7d';
    expect(loadPrograms(chain.svm, folder)).toEqual([id, core]);
    for (const program of [id, core]) expect(chain.account(key(program))!.executable).toBe(true);
  });

  it('refuses other names', () => {
    writeFileSync(join(folder, 'game.so'), '');
    expect(() => loadPrograms(new Chain(standard).svm, folder)).toThrow(
      /game\.so: expected one of token_metadata\.so/,
    );
  });
});
