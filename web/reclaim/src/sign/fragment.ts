/** What came behind the `#` of the page's address. */
export interface Fragment {
  /** The screen for what a link proposes. */
  isProposal: boolean;
  text: string;
}

/**
 * Reads the fragment and takes it out of the address bar at once, so that it is neither kept in the
 * history nor copied along.
 */
export function takeFragment(): Fragment {
  const text = location.hash.slice(1);
  const isProposal = location.pathname === '/sign';
  if (text !== '') history.replaceState(null, '', location.pathname);
  return { isProposal, text };
}
