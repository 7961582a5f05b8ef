import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { parse } from 'yaml';
import type { Answer } from './http.ts';
import { openApiFile } from './paths.ts';

// docs/openapi.yaml as a judge: every answer that the suite sees must be one that the document
// declares.
export type HttpMethod = 'get' | 'post' | 'delete' | 'put' | 'patch' | 'head' | 'options';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  allOf?: Schema[];
  oneOf?: Schema[];
}

interface Content {
  content?: Record<string, { schema: Schema; examples?: Record<string, { value: unknown }> }>;
}

export interface Operation {
  operationId: string;
  security: Record<string, unknown>[];
  'x-required-scopes'?: string[];
  requestBody?: Content;
  responses: Record<string, Declared & { $ref?: string; 'x-frames'?: { $ref: string }[] }>;
}

type Headers = Record<string, { $ref: string }>;
type Declared = Content & { headers?: Headers };

export interface OpenApi {
  paths: Record<string, Partial<Record<HttpMethod, Operation>>>;
  components: Record<string, Record<string, Schema & { examples?: unknown[] }>>;
}

export const openApi = parse(readFileSync(openApiFile, 'utf8')) as OpenApi;

/** Every route: the method, the path with its templates, the operation. */
export const operations = Object.entries(openApi.paths).flatMap(([path, item]) =>
  (['get', 'post', 'delete'] as const).flatMap((method) => {
    const operation = item[method];
    return operation ? [{ method, path, operation }] : [];
  }),
);

const ajv = new Ajv2020({ strict: false });
((addFormatsModule as any).default ?? addFormatsModule)(ajv);
ajv.addSchema({
  ...openApi,
  components: { ...openApi.components, schemas: closed(openApi.components.schemas!) },
  $id: 'openapi',
} as object);
const validators = new Map<string, ValidateFunction>();

/**
 * The schemas as they are judged by: an object has the members that are described, and no others.
 */
function closed(schemas: Record<string, Schema>): Record<string, Schema> {
  const partOf = new Set(
    Object.values(schemas).flatMap(({ allOf = [] }) => allOf.map(({ $ref }) => $ref)),
  );
  const close = (schema: Schema): Schema => ({
    ...schema,
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, member]) => [name, close(member)]),
      ),
    }),
    ...(schema.items && { items: close(schema.items) }),
    ...((schema.properties || schema.allOf) && { unevaluatedProperties: false }),
  });
  // What others add members to is closed where they do.
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      partOf.has(`#/components/schemas/${name}`) ? schema : close(schema),
    ]),
  );
}

/**
 * What is wrong with a value, or nothing. `pointer` is a reference such as
 * `#/components/schemas/Error`.
 */
export function violations(pointer: string, value: unknown): string | null {
  let validate = validators.get(pointer);
  if (!validate) validators.set(pointer, (validate = ajv.compile({ $ref: `openapi${pointer}` })));
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

/** The part of the document that a reference names. */
export function resolve<T extends { $ref?: string }>(node: T): T {
  if (node.$ref === undefined) return node;
  const steps = node.$ref.slice(2).split('/');
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], openApi) as T;
}

/**
 * The templates that match a path, the one with fewer parameters first, as the server prefers it.
 */
export function templatesOf(path: string): string[] {
  const matches = Object.keys(openApi.paths).filter((template) => {
    const pattern = template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(path);
  });
  const parameters = (template: string) => template.split('{').length;
  return matches.toSorted((a, b) => parameters(a) - parameters(b));
}

export function operationOf(method: string, path: string): Operation | undefined {
  const wanted = (method === 'HEAD' ? 'GET' : method).toLowerCase() as HttpMethod;
  return templatesOf(path).flatMap((template) => openApi.paths[template]?.[wanted] ?? [])[0];
}

const errorSchema = '#/components/schemas/Error';
/** Refused before it is routed, for breaking HTTP: the document says so once, for all paths. */
const brokenHttp = [400, 408, 413, 414, 417, 431, 501];

/** HTTP's own fields, which the document does not repeat. */
const ofHttp = [
  'connection',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'sec-websocket-accept',
  'transfer-encoding',
];
/**
 * What the document says once of all paths, in words: of a refusal before routing, and of OPTIONS.
 */
const ofRefusals = ['x-request-id'];
const ofOptions = [
  'allow',
  'x-request-id',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-max-age',
];

/**
 * Throws unless the document declares this answer, body and headers, for this request. A body that
 * the server has taken must be one that the document allows.
 */
export function mustConform(method: string, target: string, answer: Answer, sent?: string): void {
  const path = target.split('?')[0] ?? '';
  const complaint =
    complaintAbout(method, path, answer) ??
    (answer.status < 300 && sent ? complaintAboutSent(method, path, sent) : null);
  if (complaint)
    throw new Error(
      `${method} ${target} → ${answer.status} ${answer.text.slice(0, 400)}\nis not what docs/openapi.yaml says: ${complaint}`,
    );
}

/** Throws unless the document declares this frame for this stream. */
export function mustBeFrame(target: string, frame: unknown): void {
  const declared =
    operationOf('GET', target.split('?')[0] ?? '')?.responses['101']?.['x-frames'] ?? [];
  const complaints = declared.map(({ $ref }) => violations($ref, frame));
  if (complaints.every((complaint) => complaint !== null)) {
    throw new Error(
      `a frame of ${target} is not what docs/openapi.yaml says: ${complaints.join(' | ')}\n${JSON.stringify(frame).slice(0, 400)}`,
    );
  }
}

function complaintAbout(method: string, path: string, answer: Answer): string | null {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(String(answer.headers['x-request-id'] ?? '')))
    return 'no X-Request-Id';
  if (answer.status >= 400 && method !== 'HEAD') {
    const error = answer.status === 503 && answer.json?.checks ? null : errorComplaint(answer);
    if (error) return error;
  }
  const templates = templatesOf(path);
  const isRefusal = brokenHttp.includes(answer.status);
  if (method === 'OPTIONS' && (path === '*' || templates.length > 0))
    return answer.status === 204 ? undeclared(ofOptions, answer) : 'OPTIONS is answered with 204';
  if (templates.length === 0)
    return answer.status === 404 || isRefusal ? undeclared(ofRefusals, answer) : 'no such path';
  const operation = operationOf(method, path);
  if (!operation)
    return answer.status === 405 || isRefusal
      ? undeclared([...ofRefusals, 'allow'], answer)
      : 'no such method';
  const declared = operation.responses[String(answer.status)];
  if (!declared)
    return isRefusal
      ? undeclared(ofRefusals, answer)
      : `${operation.operationId} declares no ${answer.status}`;
  const response = resolve(declared);
  return (
    headerComplaint(response.headers ?? {}, answer) ??
    (method === 'HEAD' ? null : bodyComplaint(response, answer))
  );
}

function complaintAboutSent(method: string, path: string, sent: string): string | null {
  const schema = operationOf(method, path)?.requestBody?.content?.['application/json']?.schema;
  const wrong = schema && violations(schema.$ref!, JSON.parse(sent));
  return wrong ? `the body that was sent: ${wrong}` : null;
}

function errorComplaint({ status, headers, json }: Answer): string | null {
  const wrong = violations(errorSchema, json);
  if (wrong) return wrong;
  if (json.statusCode !== status) return 'statusCode is not the status';
  return json.requestId === headers['x-request-id'] ? null : 'requestId is not X-Request-Id';
}

function undeclared(names: string[], { headers }: Answer): string | null {
  const unknown = Object.keys(headers).filter(
    (name) => !ofHttp.includes(name) && !names.includes(name),
  );
  return unknown.length === 0 ? null : `the header field ${unknown.join(', ')} is not declared`;
}

function headerComplaint(declared: Headers, answer: Answer): string | null {
  for (const [name, { $ref }] of Object.entries(declared)) {
    const value = answer.headers[name.toLowerCase()];
    if (value === undefined) continue;
    const { schema } = resolve({ $ref } as { $ref: string; schema?: Schema });
    const typed = schema?.type === 'integer' ? Number(value) : value;
    const wrong = violations(`${$ref}/schema`, typed);
    if (wrong) return `${name}: ${wrong}`;
  }
  return undeclared(
    Object.keys(declared).map((name) => name.toLowerCase()),
    answer,
  );
}

function bodyComplaint(response: Content, { headers, text, json }: Answer): string | null {
  if (!response.content) return text === '' ? null : 'a body where none is declared';
  const type = String(headers['content-type'] ?? '').split(';')[0]!;
  const schema = response.content[type]?.schema;
  if (!schema) return `content type ${type} is not declared`;
  return violations(schema.$ref!, type.endsWith('json') ? json : text);
}
