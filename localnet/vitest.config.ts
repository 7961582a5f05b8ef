import { defineConfig } from 'vitest/config';

// Generous limits: some tests start processes, and the machine may be busy.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
