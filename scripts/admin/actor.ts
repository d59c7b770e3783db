import type { AuditActor } from '../../common/contract/administration.ts';

/** How much of an id tells one thing from another of the same name. */
const SHORT_ID = 6;

export const shortId = (id: string) => id.slice(0, SHORT_ID);

/**
 * Who did something, for a person to read. A technician is a name alone; whatever else acts says what it
 * is, so that no token can pass for the person after whom it was called.
 */
export function actorWords({ kind, id, name }: AuditActor): string {
  if (kind === 'technician') return name ?? id ?? kind;
  if (kind !== 'api_token') return kind;
  return `API token ${JSON.stringify(name ?? '')} (${shortId(id ?? '')})`;
}
