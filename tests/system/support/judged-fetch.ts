import type { IncomingHttpHeaders } from 'node:http';
import { mustConform } from './openapi.ts';

/**
 * For answers that are none of the server's; this module is read before the global one is judged.
 */
export const unjudgedFetch = globalThis.fetch;

/** `fetch` that throws where the server's answer is none that docs/openapi.yaml declares. */
export function judgeFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { method } = request;
    const { pathname, search } = new URL(request.url);
    const response = await fetch(request);
    if (pathname.startsWith('/api/v1/burner/')) {
      const text = await response.clone().text();
      const json = response.headers.get('content-type')?.includes('json')
        ? JSON.parse(text)
        : undefined;
      const headers: IncomingHttpHeaders = {};
      response.headers.forEach((value, name) => (headers[name] = value));
      mustConform(method, pathname + search, { status: response.status, headers, text, json });
    }
    return response;
  };
}
