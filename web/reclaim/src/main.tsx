import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../ui/base.css';
import { App } from './app.tsx';
import { takeFragment } from './sign/fragment.ts';

const fragment = takeFragment();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App fragment={fragment} />
  </StrictMode>,
);
