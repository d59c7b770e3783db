import type { JsonSchema } from '@valibot/to-json-schema';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ErrorCode } from '../../common/contract/errors.ts';
import type { Answer, OpenApiDocument, Operation } from '../../server/openapi/shapes.ts';

/** The codes that an operation's refusals may carry. */
export function codesIn({ responses }: Pick<Operation, 'responses'>): ErrorCode[] {
  return Object.values(responses).flatMap(({ content }: Answer) => {
    const error = content?.['application/json']?.schema?.properties?.error;
    return (
      (error as { properties?: { code?: { enum?: ErrorCode[] } } })?.properties?.code?.enum ?? []
    );
  });
}

/** Judges values by the document's own schemas. */
export function readOpenApi(document: OpenApiDocument) {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats(ajv);
  ajv.addSchema({ $id: 'openapi', components: document.components });
  const known = new Map<JsonSchema, ReturnType<typeof ajv.compile>>();

  /** Refers to the document's components from wherever a schema stands. */
  const based = (schema: unknown): unknown =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/'));

  return {
    /** What is wrong with a value, each with its path; nothing where it fits. */
    check(schema: JsonSchema, value: unknown): string[] {
      let validate = known.get(schema);
      if (!validate) {
        validate = ajv.compile(based(schema) as object);
        known.set(schema, validate);
      }
      if (validate(value)) return [];
      return validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
    },
  };
}
