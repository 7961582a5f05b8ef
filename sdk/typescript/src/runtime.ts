/** Tells whether Node runs this. */
export function isNode(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node !== undefined;
}

/** Tells whether this is a page or an app: whatever it holds, its users can read. */
export function isBrowser(): boolean {
  return (globalThis as { window?: unknown }).window !== undefined;
}
