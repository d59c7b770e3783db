import type { AuditActor, AuditEntry } from '../../common/contract/administration.ts';
import { nameWords } from './name-words.ts';

/** How much of an id tells one thing from another of the same name. */
const SHORT_ID = 6;

const shortId = (id: string) => id.slice(0, SHORT_ID);

/** A person by name, and by the beginning of the id, which nobody chooses: two may have one name. */
export const personWords = ({ id, name }: { id: string; name: string }): string =>
  `${nameWords(name)} (${shortId(id)})`;

/**
 * Who did something, for a person to read. What is no technician says first what it is; of what has a
 * name, the beginning of its id stands behind: nobody passes for another by a name.
 */
export function actorWords({ kind, id, name }: AuditActor): string {
  if (kind === 'technician') return id === null ? kind : personWords({ id, name: name ?? kind });
  if (kind !== 'api_token') return kind;
  return `API token ${nameWords(name ?? '', true)} (${shortId(id ?? '')})`;
}

/** To whom or what it was done; of two with one name by the beginning of the id. */
export function targetWords({ target }: Pick<AuditEntry, 'target'>): string {
  if (target === null) return '-';
  const { kind, id, name } = target;
  return name === null ? `${kind} ${id}` : `${kind} ${personWords({ id, name })}`;
}
