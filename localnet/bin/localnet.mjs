#!/usr/bin/env node
// Runs the TypeScript sources as they are: no build step, from any working directory.
import { register } from 'tsx/esm/api';

register();
await import('../src/main.ts');
