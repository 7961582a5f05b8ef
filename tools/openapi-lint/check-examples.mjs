// Validates every example and default of an OpenAPI 3.1 document against its schema (JSON Schema
// 2020-12). Each media type, parameter, header and named schema must have one, and an error example
// must fit the status it is listed under.
import { STATUS_CODES } from 'node:http';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { runAsCommand } from './report.mjs';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const root = 'openapi';

const pointer = (path) =>
  path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
const resolve = (document, node) =>
  node?.$ref
    ? node.$ref
        .slice(2)
        .split('/')
        .reduce((at, step) => at[step.replaceAll('~1', '/').replaceAll('~0', '~')], document)
    : node;

// References count from the root of the document, so its members are declared as keywords that
// check nothing.
function makeAjv(document) {
  const keywords = ['discriminator', 'example', ...Object.keys(document)];
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    allowUnionTypes: true,
    keywords,
  });
  addFormats(ajv);
  return ajv.addSchema(document, root, undefined, false);
}

// [path of the schema, where the example is, the example] for one object that holds `schema` beside
// its examples.
function* examplesOfHolder(node, path) {
  const schema = [...path, 'schema'];
  if ('example' in node) yield [schema, [...path, 'example'], node.example];
  for (const [name, example] of Object.entries(node.examples ?? {}))
    yield [schema, [...path, 'examples', name], example.value];
}

function* examplesOfSchema(node, path) {
  for (const [index, value] of (node.examples ?? []).entries())
    yield [path, [...path, 'examples', String(index)], value];
  for (const key of ['example', 'default'])
    if (key in node) yield [path, [...path, key], node[key]];
  for (const [name, child] of Object.entries(node.properties ?? {}))
    yield* examplesOfSchema(child, [...path, 'properties', name]);
  for (const key of ['allOf', 'anyOf', 'oneOf'])
    for (const [index, child] of (node[key] ?? []).entries())
      yield* examplesOfSchema(child, [...path, key, String(index)]);
  if (node.items) yield* examplesOfSchema(node.items, [...path, 'items']);
}

function* allExamples(node, path, problems) {
  if (node === null || typeof node !== 'object') return;
  if (path.length === 3 && path[0] === 'components' && path[1] === 'schemas') {
    if (!node.examples?.length) problems.push(`${pointer(path)}: no example`);
    return yield* examplesOfSchema(node, path);
  }
  if (node.schema) {
    const found = [...examplesOfHolder(node, path)];
    if (!found.length) problems.push(`${pointer(path)}: no example`);
    yield* found;
    return yield* examplesOfSchema(node.schema, [...path, 'schema']);
  }
  for (const [key, child] of Object.entries(node))
    yield* allExamples(child, [...path, key], problems);
}

function checkStatuses(document, problems) {
  for (const [path, item] of Object.entries(document.paths))
    for (const method of methods.filter((name) => item[name]))
      for (const [status, listed] of Object.entries(item[method].responses))
        for (const media of Object.values(resolve(document, listed).content ?? {}))
          for (const { value } of Object.values(media.examples ?? {}))
            if (
              value?.statusCode !== undefined &&
              (String(value.statusCode) !== status || value.error !== STATUS_CODES[status])
            )
              problems.push(
                `${method} ${path} ${status}: example of ${value.statusCode} ${value.error}`,
              );
}

export function checkExamples(text) {
  const document = parse(text);
  const ajv = makeAjv(document);
  const problems = [];
  let count = 0;
  for (const [schema, where, value] of allExamples(document, [], problems)) {
    count += 1;
    const validate = ajv.compile({ $ref: `${root}#${encodeURI(pointer(schema))}` });
    if (!validate(value))
      problems.push(
        `${pointer(where)}: ${ajv.errorsText(validate.errors, { dataVar: 'example' })}`,
      );
  }
  checkStatuses(document, problems);
  return { problems, checked: `${count} examples` };
}

runAsCommand(import.meta.url, checkExamples);
