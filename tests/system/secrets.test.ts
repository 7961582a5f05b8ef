import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { notedSecrets } from './support/secrets.ts';

// Runs last. Every API key and session token that the whole suite has seen is looked for in every
// file that every server of the run left: databases, logs, kept metrics.
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

const files = filesIn(inject('runDirectory'));
const secrets = notedSecrets();

/** What of a secret must not occur: of a token its signature, of a key its random part. */
const hiddenPart = (secret: string) =>
  secret.startsWith('ak_') ? secret.slice('ak_live_'.length) : secret.split('.')[2]!;
const isWebhookSecret = (secret: string) => secret.startsWith('whsec_');

it('has something to look for, and somewhere to look', () => {
  expect(secrets.filter((secret) => secret.startsWith('ak_')).length).toBeGreaterThan(10);
  expect(secrets.filter((secret) => secret.startsWith('eyJ')).length).toBeGreaterThan(50);
  expect(secrets.filter(isWebhookSecret).length).toBeGreaterThan(10);
  expect(
    files.filter((file) => file.endsWith('server.log') && statSync(file).size > 0).length,
  ).toBeGreaterThan(5);
  expect(
    files.filter((file) => file.includes(`${path.sep}data${path.sep}`)).length,
  ).toBeGreaterThan(10);
  expect(files.filter((file) => file.endsWith('metrics.txt')).length).toBeGreaterThan(3);
});

it('finds no API key and no session token in any data file, log or metric', () => {
  const hidden = new Set(secrets.filter((secret) => !isWebhookSecret(secret)).map(hiddenPart));
  const found: string[] = [];
  for (const file of files) {
    const text = readFileSync(file, 'latin1');
    for (const [word] of text.matchAll(/[A-Za-z0-9_-]{30,}/g)) {
      const parts = [word, word.replace(/^.*ak_(live|test)_/, '')];
      if (parts.some((part) => hidden.has(part))) found.push(`${file}: ${word.slice(0, 12)}…`);
    }
    if (/ak_(live|test)_[0-9A-Za-z]{30}/.test(text)) found.push(`${file}: an API key`);
    if (/eyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\./.test(text)) found.push(`${file}: a token`);
  }
  expect(found).toEqual([]);
});

it('finds no webhook’s secret either, as text or as bytes', () => {
  const hidden = secrets.filter(isWebhookSecret).map((secret) => secret.slice('whsec_'.length));
  const forms = hidden.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'base64')]);
  const found = files.filter((file) => {
    const bytes = readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  });
  expect(found).toEqual([]);
});
