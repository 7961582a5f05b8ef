const IMF_OR_RFC850 = /^[A-Z][a-z]+, .+ GMT$/;
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * Reads the seconds that a `Retry-After` header asks for (RFC 9110 section 10.2.3), from the
 * instant `now` (milliseconds since 1970). Undefined when the header is absent or unreadable.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value);
  const date = parseHttpDate(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

function parseHttpDate(value: string): number {
  if (IMF_OR_RFC850.test(value)) return Date.parse(value);
  return ASCTIME.test(value) ? Date.parse(`${value} GMT`) : Number.NaN;
}
