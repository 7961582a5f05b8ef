/** A link by which somebody chooses a password: `/setup#token` or `/reset#token`. */
export interface Link {
  kind: 'setup' | 'reset';
  token: string;
}

/** Takes the token out of the address bar at once: it stays in no history. */
export function takeLink(): Link | undefined {
  const kind = /^\/(setup|reset)$/.exec(location.pathname)?.[1] as Link['kind'] | undefined;
  if (!kind) return undefined;
  const token = location.hash.slice(1);
  history.replaceState(null, '', '/');
  return { kind, token };
}
