import { expect, test } from 'vitest';
import { SESSION_SCOPES_DEFAULT, SessionScope } from '../src/index.js';

test('the default scopes are all four in the documented order', () => {
  const expected = ['wallet:read', 'wallet:stream', 'transactions:build', 'transactions:submit'];
  expect(SESSION_SCOPES_DEFAULT).toEqual(expected);
  expect(Object.values(SessionScope)).toEqual(expected);
});

test('nobody can change the default scopes', () => {
  expect(() => (SESSION_SCOPES_DEFAULT as SessionScope[]).pop()).toThrow(TypeError);
});
