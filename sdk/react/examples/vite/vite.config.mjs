import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // The packages are links into this repository here, each with a React of its own.
  resolve: { dedupe: ['react', '@burnandclaim/sdk', '@wallet-standard/ui-registry'] },
  server: { proxy: { '/api': 'http://127.0.0.1:8090' } },
});
