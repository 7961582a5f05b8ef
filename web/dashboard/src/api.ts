/** An answer that is no success, as docs/errors.md says. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;

  constructor(status: number, body: { message?: string; code?: string; requestId?: string }) {
    super(body.message ?? 'The server has answered what this page does not understand.');
    this.status = status;
    this.code = body.code ?? '';
    this.requestId = body.requestId ?? '';
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Hooks {
  /** Asks for the password again; false where the user does not want to. */
  confirm: () => Promise<boolean>;
  /** Is told that nobody is signed in any more. */
  signedOut: () => void;
}

let hooks: Hooks = { confirm: async () => false, signedOut: () => {} };

export function setHooks(given: Hooks): void {
  hooks = given;
}

async function send<T>(method: Method, path: string, body?: unknown, isBackground = false) {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (isBackground) headers['X-Background'] = '1';
  const response = await fetch(`/admin/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  let read: unknown;
  try {
    read = text === '' ? undefined : JSON.parse(text);
  } catch {
    read = {};
  }
  if (!response.ok) throw new ApiError(response.status, (read ?? {}) as object);
  return read as T;
}

/** Asks without anything else, for the screens that come before somebody is signed in. */
export const ask = send;

/** Asks for what somebody who is signed in may have. It asks for the password where that is due. */
export async function call<T>(
  method: Method,
  path: string,
  body?: unknown,
  isBackground = false,
): Promise<T> {
  try {
    return await send<T>(method, path, body, isBackground);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'not_signed_in') hooks.signedOut();
    if (error.code !== 'reauthenticate' || !(await hooks.confirm())) throw error;
    return send<T>(method, path, body, isBackground);
  }
}

/** A path with what is put into it; ids hold no character that has to be encoded. */
export function projectPath(project: string, rest: string): string {
  return `/projects/${project}${rest}`;
}
