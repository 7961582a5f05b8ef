import { afterAll } from 'vitest';
import { Burner } from './burner.ts';

// A test that fails may leave a server behind; the file's end ends them all.
afterAll(() => Burner.stopAll());
