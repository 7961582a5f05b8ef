import { defineConfig } from 'vitest/config';

// A generous limit: the machine may be busy.
export default defineConfig({
  test: {
    testTimeout: 30_000,
    include: ['test/**/*.test.ts'],
    restoreMocks: true,
    unstubEnvs: true,
  },
});
