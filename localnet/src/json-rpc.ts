import type { Chain } from './chain.ts';
import { toJson } from './json.ts';
import { methods } from './methods/index.ts';
import type { NamedMethods } from './methods/method.ts';
import { config } from './params.ts';
import { code, RpcError } from './rpc-error.ts';

// JSON-RPC 2.0: one request or a batch in, the text of the answer out; null where nothing is to be
// answered (notifications). Methods take positional parameters, except those that are `named` here.
export function answer(chain: Chain, named: NamedMethods, body: string): string | null {
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch {
    return failure(null, new RpcError(code.parseError, 'Parse error'));
  }
  if (!Array.isArray(request)) return answerOne(chain, named, request);
  if (request.length === 0)
    return failure(null, new RpcError(code.invalidRequest, 'Invalid request'));
  const answers = request
    .map((one) => answerOne(chain, named, one))
    .filter((text) => text !== null);
  return answers.length > 0 ? `[${answers.join(',')}]` : null;
}

function answerOne(chain: Chain, named: NamedMethods, request: unknown): string | null {
  const { jsonrpc, method, params, id } = (request ?? {}) as Record<string, unknown>;
  const idFits =
    id === undefined || id === null || typeof id === 'string' || typeof id === 'number';
  if (jsonrpc !== '2.0' || typeof method !== 'string' || !idFits) {
    return failure(null, new RpcError(code.invalidRequest, 'Invalid request'));
  }
  const result = outcome(chain, named, method, params);
  if (id === undefined) return null;
  if (result instanceof RpcError) return failure(id, result);
  return `{"jsonrpc":"2.0","result":${toJson(result)},"id":${JSON.stringify(id)}}`;
}

function outcome(chain: Chain, named: NamedMethods, name: string, params: unknown): unknown {
  try {
    if (Object.hasOwn(named, name)) return named[name]!(chain, config(params));
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) return new RpcError(code.methodNotFound, 'Method not found');
    if (params !== undefined && params !== null && !Array.isArray(params))
      return new RpcError(code.invalidParams, 'Invalid params: expected an array.');
    return method(chain, (params as unknown[] | null | undefined) ?? []);
  } catch (error) {
    if (error instanceof RpcError) return error;
    process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
    return new RpcError(code.internal, 'Internal error');
  }
}

function failure(id: unknown, { code, message, data }: RpcError): string {
  return toJson({ jsonrpc: '2.0', error: { code, message, data }, id });
}
