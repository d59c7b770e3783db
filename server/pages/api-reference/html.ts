import type { Language } from '../../../common/contract/views.ts';
import { escapeHtml } from '../../escape-html.ts';
import type { OpenApiDocument } from '../../openapi/shapes.ts';
import { plainHtml } from '../plain/plain.ts';
import { routeHtml } from './route.ts';
import { code, english, sayIn } from './say.ts';
import { schemaHtml } from './schema.ts';

/** What a script sends; the token stands in a variable, because a command line is seen by others. */
const curl = (publicUrl: string) =>
  `curl -H "Authorization: Bearer $LENS_API_TOKEN" \\
  ${publicUrl}/api/technicians`;

/** The page in one language. */
export function apiReferenceHtml(
  document: OpenApiDocument,
  language: Language,
  publicUrl: string,
): string {
  const say = sayIn(language);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
  );
  const parts = document.tags.map((tag) => ({
    ...tag,
    id: `part-${tag.name.toLowerCase().replace(/\W+/g, '-')}`,
    routes: operations.filter(([, , { tags }]) => tags.includes(tag.name)),
  }));
  const contents = parts.map(
    ({ name, id, routes }) => `<li><a href="#${id}">${english(name)}</a>
<ul>${routes.map(([path, method, { operationId }]) => `<li><a href="#${operationId}"><span class="method">${method.toUpperCase()}</span> ${code(path)}</a></li>`).join('\n')}</ul></li>`,
  );
  const sections = parts.map(
    ({ name, id, description, routes }) => `<section id="${id}">
<h2>${english(name)}</h2>
<p>${english(description)}</p>
${routes.map((each) => routeHtml(each, document, language, say)).join('\n')}
</section>`,
  );
  const things = Object.entries(document.components.schemas).map(
    ([name, schema]) => `<article id="thing-${name}">
<h3>${code(name)}</h3>
${schemaHtml(schema, 'answered', say)}
</article>`,
  );
  return plainHtml({
    ...{ language, title: say('title'), style: '/api-reference.css' },
    main: `<h1>${say('title')} <small>${escapeHtml(document.info.version)}</small></h1>
<p>${say('about')}</p>
<p><a href="/api/openapi.json">${say('document')}</a></p>
<h2>${say('signingIn')}</h2>
<p>${say('signingInAbout')}</p>
<p>${say('tokensAbout')}</p>
<pre tabindex="0">${escapeHtml(curl(publicUrl))}</pre>
<h2>${say('changes')}</h2>
<p>${say('revisionAbout')}</p>
<p>${say('repeatAbout')}</p>
<p>${say('listsAbout')}</p>
<p>${say('errorsAbout')}</p>
<nav aria-labelledby="contents">
<h2 id="contents">${say('contents')}</h2>
<ul>${contents.join('\n')}
<li><a href="#things">${say('things')}</a></li></ul>
</nav>
${sections.join('\n')}
<section id="things">
<h2>${say('things')}</h2>
<p>${say('thingsAbout')}</p>
${things.join('\n')}
</section>`,
  });
}
