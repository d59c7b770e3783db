import { routes, type Route, type RouteName } from '../../common/contract/routes.ts';
import { about } from './about.ts';
import { securitySchemes } from './callers.ts';
import { exampleOf } from './examples.ts';
import { operationOf } from './operation.ts';
import { sharedHeaders, sharedParameters } from './parameters.ts';
import { thingSchemas } from './schemas.ts';
import { sections } from './sections.ts';
import type { OpenApiDocument } from './shapes.ts';

/** A path as OpenAPI writes it: `/api/sessions/:id` is `/api/sessions/{id}`. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

/** Makes the document when it is first asked for, and once: it takes a start some 100 ms. */
export function openApiWhenAsked(version: string): () => OpenApiDocument {
  let made: OpenApiDocument | undefined;
  return () => (made ??= openApiDocument(version));
}

/** The OpenAPI 3.1 document of every route, made of the schemas that the routes enforce. */
export function openApiDocument(version: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const path = (paths[templateOf(route.path)] ??= {});
    path[route.method.toLowerCase()] = operationOf(name, route, exampleOf(name));
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Lens', version, description: about },
    servers: [{ url: '/' }],
    tags: sections.map(({ name, description }) => ({ name, description })),
    paths,
    components: {
      schemas: thingSchemas(),
      parameters: sharedParameters,
      headers: sharedHeaders,
      securitySchemes,
    },
  };
}
