import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BurnerProvider } from '@burnandclaim/react';
import { App } from './app.js';

/** Asks the backend, which knows who may have a session of which wallet. */
async function getSessionToken(walletAddress: string): Promise<string> {
  const body = JSON.stringify({ walletAddress });
  const response = await fetch('/api/burner-session', { method: 'POST', body });
  if (!response.ok) throw new Error(`No session: ${response.status}`);
  const { token } = (await response.json()) as { token: string };
  return token;
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <BurnerProvider
      baseUrl={import.meta.env.VITE_BURNER_URL ?? 'http://127.0.0.1:8080'}
      getSessionToken={getSessionToken}
    >
      <App />
    </BurnerProvider>
  </StrictMode>,
);
