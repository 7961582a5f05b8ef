// A page for React to render into. Everything else stays Node's: jsdom has no fetch, and an
// AbortSignal of its own that Node's does not take.
import { JSDOM } from 'jsdom';
import { afterEach, vi } from 'vitest';

const { window } = new JSDOM('<!doctype html>');
vi.stubGlobal('window', window);
vi.stubGlobal('document', window.document);
vi.stubGlobal('navigator', window.navigator);
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const { cleanup, configure } = await import('@testing-library/react');
configure({ reactStrictMode: true });
afterEach(cleanup);
