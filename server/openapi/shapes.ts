import type { JsonSchema } from '@valibot/to-json-schema';

/** The parts of an OpenAPI 3.1 document (spec.openapis.org/oas/v3.1.1) that this server makes. */

export interface Ref {
  $ref: string;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
  example?: unknown;
}

export interface Header {
  description: string;
  required: boolean;
  schema: JsonSchema;
}

export interface Content {
  schema?: JsonSchema;
  example?: unknown;
}

export interface RequestBody {
  description: string;
  required: boolean;
  content: Record<string, Content>;
}

export interface Answer {
  description: string;
  headers: Record<string, Ref>;
  content?: Record<string, Content>;
}

/** Who may call: any one of these; the list beside a scheme names the roles or scopes it must have. */
export type Security = Record<string, string[]>[];

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Security;
  parameters: (Parameter | Ref)[];
  requestBody?: RequestBody;
  /** By status. */
  responses: Record<string, Answer>;
}

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    parameters: Record<string, Parameter>;
    headers: Record<string, Header>;
    securitySchemes: Record<string, { type: 'http'; scheme: 'bearer'; description: string }>;
  };
}
