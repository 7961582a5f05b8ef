import { defineConfig } from 'vitest/config';

// The recorded run alone; the checker's own test is part of the system suite.
export default defineConfig({
  test: {
    include: ['history/revocation.history.ts'],
    globalSetup: ['support/global-setup.ts'],
    setupFiles: ['support/setup.ts'],
  },
});
