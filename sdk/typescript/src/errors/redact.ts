const API_KEY = /ak_(?:live|test)_[\w-]+/g;
const JWS = /\beyJ[\w-]*\.[\w-]*\.[\w-]*/g;

/** Takes API keys and session tokens out of a text that may end in a log. */
export function redact(text: string): string {
  return text.replace(API_KEY, '[api key]').replace(JWS, '[session token]');
}
