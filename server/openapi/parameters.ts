import type * as v from 'valibot';
import type { Route } from '../../common/contract/routes.ts';
import { jsonSchemaOf } from './schemas.ts';
import type { Header, Parameter, Ref } from './shapes.ts';

/** Headers that requests carry, under the names by which routes refer to them. */
export const sharedParameters: Record<string, Parameter> = {
  Contract: {
    name: 'Lens-Contract',
    in: 'header',
    required: false,
    description:
      'The version of the contract that a client was built for; one that says none is served as it is.',
    schema: { type: 'integer', minimum: 0, maximum: 999_999_999 },
  },
  Seat: {
    name: 'Lens-Seat',
    in: 'header',
    required: false,
    description:
      'The generation of the seat that the calling document holds: `open_elsewhere` if another has taken it. A script leaves it out.',
    schema: { type: 'integer', minimum: 0, maximum: 999_999_999 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description:
      'The revision that the change was decided on, as the `ETag` of a former answer says it, also where a proxy has made it weak.',
    schema: { type: 'string', pattern: '^(W/)?"?[0-9]{1,9}"?$' },
    example: '"3"',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Any text of 1 to 255 visible characters, new for each wish. The same request with the same key within 24 h makes nothing new: it answers what the first one made, without its secrets.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
    example: '7f9c2ba4e88f827d616045507605853e',
  },
};

/** Headers that answers carry. */
export const sharedHeaders: Record<string, Header> = {
  RequestId: {
    description:
      'Names this request in the log of the server, which has a line for each at its level `debug`.',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  ETag: {
    description: 'The revision of what is answered, for the `If-Match` of its next change.',
    required: true,
    schema: { type: 'string', pattern: '^"[0-9]+"$' },
  },
  RetryAfter: {
    description: 'After how many seconds it is worth trying again.',
    required: false,
    schema: { type: 'string', pattern: '^[0-9]+$' },
  },
};

/** A reference to a shared parameter. */
const shared = (name: keyof typeof sharedParameters): Ref => ({
  $ref: `#/components/parameters/${name}`,
});

/** A schema as far as it tells a number that comes as text from other texts. */
interface Seen {
  type: string;
  wrapped?: Seen;
  default?: unknown;
  pipe?: readonly { type: string; requirement?: unknown }[];
}

/** A number that stands in an address as text is a number to whoever writes it; null for what is none. */
function asNumber({ wrapped, default: standard, pipe = [] }: Seen): Parameter['schema'] | null {
  if (wrapped) {
    const inner = asNumber(wrapped);
    return inner && { ...inner, ...(standard !== undefined && { default: Number(standard) }) };
  }
  const bound = (type: string) => pipe.find((each) => each.type === type)?.requirement;
  const [minimum, maximum] = [bound('min_value'), bound('max_value')];
  if (typeof minimum !== 'number' || typeof maximum !== 'number') return null;
  return { type: 'integer', minimum, maximum };
}

/** One parameter for each entry of an object's schema. */
function each(place: 'path' | 'query', schema: v.GenericSchema | undefined): Parameter[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema);
  const { entries = {} } = schema as { entries?: Readonly<Record<string, unknown>> };
  return Object.entries(properties).map(([name, described]) => {
    if (typeof described === 'boolean') throw new Error(`the parameter ${name} has no schema`);
    const { description, ...rest } = described;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description !== undefined && { description }),
      schema: asNumber(entries[name] as Seen) ?? rest,
    };
  });
}

/** Whether a route is a command of the document that holds its side's seat. */
const isSeated = ({ errors, body }: Route): boolean =>
  errors.includes('open_elsewhere') && !('from' in ((body as { entries?: object }).entries ?? {}));

/** All that a request to a route may carry beside its body and its Authorization. */
export function parametersOf(route: Route): (Parameter | Ref)[] {
  return [
    ...each('path', route.params),
    ...each('query', route.query),
    ...(route.guarded ? [shared('IfMatch')] : []),
    ...(route.once ? [shared('IdempotencyKey')] : []),
    ...(isSeated(route) ? [shared('Seat')] : []),
    shared('Contract'),
  ];
}
