import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Each site is built by itself: `vite build reclaim`, `vite build dashboard`. So none can take in
// what is another's.
const web = fileURLToPath(new URL('.', import.meta.url));
const site = path.basename(process.argv.find((word) => /^(reclaim|dashboard)$/.test(word)) ?? '');

export default defineConfig({
  plugins: [react()],
  // The hooks lie beside their own copies, for their tests.
  resolve: { dedupe: ['react', 'react-dom', '@burnandclaim/sdk'] },
  publicDir: path.join(web, 'public'),
  build: {
    outDir: path.join(web, 'dist', site),
    emptyOutDir: true,
    // The pages' policy allows no inline code, and no data but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: '.vite/manifest.json',
    target: 'es2022',
    reportCompressedSize: false,
  },
  server: {
    port: 5173,
    proxy: {
      '/api': {
        target: process.env.BURNER_URL ?? 'http://127.0.0.1:8080',
        changeOrigin: true,
        ws: true,
        // The server answers its own page only, and takes the proxy for that.
        headers: { Origin: process.env.BURNER_URL ?? 'http://127.0.0.1:8080' },
      },
    },
  },
});
