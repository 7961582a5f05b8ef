import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    isolate: false,
    setupFiles: ['test/page.ts'],
    restoreMocks: true,
  },
});
