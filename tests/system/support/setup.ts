import { afterAll } from 'vitest';
import { Burner } from './burner.ts';
import { judgeFetch } from './judged-fetch.ts';

// What the SDK is answered must be what docs/openapi.yaml declares, as every other answer.
globalThis.fetch = judgeFetch(globalThis.fetch);

// A test that fails may leave a server behind; the file's end ends them all.
afterAll(() => Burner.stopAll());
