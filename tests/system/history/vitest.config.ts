import { defineConfig } from 'vitest/config';

// The long runs alone; a short one and the checker's own test are part of the system suite.
export default defineConfig({
  test: {
    include: ['history/*.history.ts'],
    fileParallelism: false,
    globalSetup: ['support/global-setup.ts'],
    setupFiles: ['support/setup.ts'],
  },
});
