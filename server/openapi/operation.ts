import { STATUS_CODES } from 'node:http';
import type { ErrorCode } from '../../common/contract/errors.ts';
import type { Route, RouteName } from '../../common/contract/routes.ts';
import { LONGEST_BODY } from '../http/read-json.ts';
import { furtherConditionOf, securityOf } from './callers.ts';
import type { AnyExample } from './example.ts';
import { parametersOf } from './parameters.ts';
import { byStatus, refusalsOf } from './refusals.ts';
import { jsonSchemaOf } from './schemas.ts';
import { sectionOf } from './sections.ts';
import type { Answer, Operation, Parameter, Ref, RequestBody } from './shapes.ts';

const imageTypes = ['image/png', 'image/jpeg', 'image/webp'];
/** The codes that come with a Retry-After. */
const comeAgain = new Set([429, 503]);

const header = (name: string): Ref => ({ $ref: `#/components/headers/${name}` });

/** What a schema is made of, as far as its kind decides what is said of it. */
type Kind = { type: string; wrapped?: Kind; entries?: object; options?: readonly Kind[] };

/** Whether an answer names its revision, whichever form it has. */
const hasRevision = ({ entries = {}, options }: Kind): boolean =>
  options?.every(hasRevision) ?? 'revision' in entries;

function bodyOf(route: Route, example: AnyExample): RequestBody | undefined {
  const { type } = route.body as Kind;
  if (type === 'undefined') return undefined;
  const longest = route.longestBody ?? LONGEST_BODY;
  const description = `${Math.round(longest / 1024).toLocaleString('en')} kB at most.`;
  if (route.takesImage) {
    const content = Object.fromEntries(imageTypes.map((image) => [image, {}]));
    return { description, required: true, content };
  }
  return {
    description,
    required: type !== 'optional',
    content: {
      'application/json': {
        schema: jsonSchemaOf(route.body),
        ...(example.body !== undefined && { example: example.body }),
      },
    },
  };
}

function answered(route: Route, example: AnyExample): [string, Answer] {
  const kind = route.answer as unknown as Kind;
  const headers = { 'X-Request-Id': header('RequestId') };
  if (kind.type === 'undefined') return ['204', { description: 'Done.', headers }];
  return [
    '200',
    {
      description: 'Done.',
      headers: { ...headers, ...(hasRevision(kind) && { ETag: header('ETag') }) },
      content: {
        'application/json': { schema: jsonSchemaOf(route.answer), example: example.answer },
      },
    },
  ];
}

function refused(status: number, codes: ErrorCode[]): [string, Answer] {
  return [
    String(status),
    {
      description: `${STATUS_CODES[status]}: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
      headers: {
        'X-Request-Id': header('RequestId'),
        ...(comeAgain.has(status) && { 'Retry-After': header('RetryAfter') }),
      },
      content: {
        'application/json': {
          schema: {
            allOf: [{ $ref: '#/components/schemas/Error' }],
            properties: { error: { properties: { code: { enum: codes } } } },
          },
        },
      },
    },
  ];
}

/** A parameter with its example, where there is one. */
function exemplified(parameter: Parameter | Ref, { params, query }: AnyExample): Parameter | Ref {
  if (!('in' in parameter)) return parameter;
  const example = (parameter.in === 'path' ? params : query)?.[parameter.name];
  if (example === undefined) return parameter;
  return { ...parameter, example: parameter.schema.type === 'integer' ? Number(example) : example };
}

/** One route as OpenAPI describes it. */
export function operationOf(name: RouteName, route: Route, example: AnyExample): Operation {
  const requestBody = bodyOf(route, example);
  const description = furtherConditionOf(route);
  const refusals = [...byStatus(refusalsOf(route))];
  return {
    operationId: name,
    tags: [sectionOf(route)],
    summary: route.summary,
    ...(description !== undefined && { description }),
    security: securityOf(route),
    parameters: parametersOf(route).map((each) => exemplified(each, example)),
    ...(requestBody && { requestBody }),
    responses: Object.fromEntries([
      answered(route, example),
      ...refusals.map(([status, codes]) => refused(status, codes)),
    ]),
  };
}
