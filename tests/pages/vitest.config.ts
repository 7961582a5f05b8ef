import { defineConfig } from 'vitest/config';

// The local Solana and the servers are those of the system tests.
export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['../system/support/global-setup.ts'],
    setupFiles: ['support/setup.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
