import type { ErrorCode } from '../../../common/contract/errors.ts';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import type { Language } from '../../../common/contract/views.ts';
import { escapeHtml } from '../../escape-html.ts';
import type {
  Answer,
  OpenApiDocument,
  Operation,
  Parameter,
  RequestBody,
} from '../../openapi/shapes.ts';
import { code, english, exampleHtml, type Say } from './say.ts';
import { fieldsHtml, schemaHtml, type Direction } from './schema.ts';

/** Who may call a route, as a sentence. */
function callersHtml({ security }: Operation, say: Say): string {
  const callers = security.flatMap((scheme) =>
    Object.entries(scheme).map(([name, [needed]]) => {
      if (name === 'apiToken') return say('apiToken', { scope: code(needed ?? '') });
      if (name === 'customer') return say('customer');
      return say(needed === undefined ? 'technician' : 'administrator');
    }),
  );
  const who = callers.length === 0 ? say('anyone') : callers.join(` ${say('or')} `);
  return `<p class="who">${say('whoMayCall', { who })}</p>`;
}

const descriptionHtml = ({ description }: Operation): string =>
  description === undefined ? '' : `<p>${english(description)}</p>`;

function parametersHtml(operation: Operation, { components }: OpenApiDocument, say: Say): string {
  const parameters = operation.parameters
    .map((each): Parameter =>
      'in' in each ? each : components.parameters[each.$ref.split('/').at(-1)!]!,
    )
    // Every route takes it, and no script needs it.
    .filter((each) => each !== components.parameters.Contract);
  if (parameters.length === 0) return '';
  const fields = parameters.map(({ name, in: place, required, schema, description }) => ({
    name,
    presence: required ? ('required' as const) : undefined,
    place: say(place),
    schema: { ...schema, ...(description !== undefined && { description }) },
  }));
  return `<h4>${say('parameters')}</h4>\n${fieldsHtml(fields, say)}`;
}

function contentHtml(
  { content = {} }: Partial<RequestBody | Answer>,
  direction: Direction,
  say: Say,
): string {
  const json = content['application/json'];
  if (json?.schema === undefined) return '';
  const example = json.example === undefined ? '' : exampleHtml(json.example, say);
  return `${schemaHtml(json.schema, direction, say)}\n${example}`;
}

function bodyHtml({ requestBody }: Operation, say: Say): string {
  if (!requestBody) return '';
  const types = Object.keys(requestBody.content);
  const isImage = !types.includes('application/json');
  return `<h4>${say('body')}</h4>
<p>${isImage ? `${say('image', { types: types.map(code).join(', ') })} ` : ''}${english(requestBody.description)}</p>
${contentHtml(requestBody, 'sent', say)}`;
}

/** The codes of a refusal, as its schema lists them. */
function codesOf({ content }: Answer): ErrorCode[] {
  const error = content?.['application/json']?.schema?.properties?.error;
  const codes = (error as { properties?: { code?: { enum?: ErrorCode[] } } })?.properties?.code;
  return codes?.enum ?? [];
}

function errorsHtml({ responses }: Operation, language: Language, say: Say): string {
  const lines = Object.entries(responses).flatMap(([status, answer]) =>
    codesOf(answer).map(
      (each) =>
        `<div><dt>${status} ${code(each)}</dt><dd>${escapeHtml(errorWords[language][each])}</dd></div>`,
    ),
  );
  return `<details><summary>${say('errors')} (${lines.length})</summary><dl>${lines.join('\n')}</dl></details>`;
}

/** One route, for a person. */
export function routeHtml(
  [path, method, operation]: readonly [string, string, Operation],
  document: OpenApiDocument,
  language: Language,
  say: Say,
): string {
  const answer = operation.responses['200'];
  return `<article id="${operation.operationId}">
<h3><span class="method">${method.toUpperCase()}</span> ${code(path)}</h3>
<p>${english(operation.summary)}</p>
${callersHtml(operation, say)}
${descriptionHtml(operation)}
${parametersHtml(operation, document, say)}
${bodyHtml(operation, say)}
<h4>${say('answer')}</h4>
${answer ? contentHtml(answer, 'answered', say) : `<p>${say('noAnswer')}</p>`}
${errorsHtml(operation, language, say)}
</article>`;
}
