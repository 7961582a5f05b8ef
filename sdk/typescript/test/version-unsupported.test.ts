import { expect, test } from 'vitest';
import {
  isVersionUnsupported,
  VersionUnsupportedError,
} from '../src/errors/version-unsupported-error.js';

test.each<[string, unknown, boolean]>([
  ['the class', new VersionUnsupportedError(), true],
  ['the class with other words', new VersionUnsupportedError('Ledger'), true],
  [
    'a wallet adapter that signs',
    new Error("Signing transaction version 1 isn't supported by this wallet"),
    true,
  ],
  [
    'a wallet adapter that knows version 0 alone',
    new Error("Sending versioned transactions isn't supported by this wallet"),
    true,
  ],
  ['web3.js', new Error('Transaction message version 1 deserialization is not supported'), true],
  ['a wallet in few words', new Error('Unsupported transaction version'), true],
  ['the user', new Error('User rejected the request.'), false],
  ['something else that is not supported', new Error('Method not supported'), false],
  ['a version of something', new Error('Update to version 2'), false],
  ['no error', 'Unsupported transaction version', false],
  ['nothing', undefined, false],
])('%s', (_, error, isIt) => expect(isVersionUnsupported(error)).toBe(isIt));
