import type { Dictionary } from '../translate.ts';

const en = {
  worthless:
    'The API token is not valid: it was revoked, has expired, or its maker is no administrator any more.',
  scope_missing: 'This API token lacks the scope {scope}.',
  for_people: 'No API token may do this. Sign in as a person.',
  over_administrators:
    'No API token may make administrators, or touch the account of one. Sign in as a person.',
};

const fr: Record<keyof typeof en, string> = {
  worthless:
    "Le jeton d'API n'est pas valable : il a été révoqué, a expiré, ou son auteur n'est plus administrateur.",
  scope_missing: "Ce jeton d'API n'a pas le droit {scope}.",
  for_people: "Aucun jeton d'API ne permet cela. Connectez-vous en personne.",
  over_administrators:
    "Aucun jeton d'API ne permet de créer un administrateur ni de toucher à son compte. Connectez-vous en personne.",
};

/** Why a script is refused, where the words of the error code are those for a person. */
export const scriptWords: Dictionary<typeof en> = { en, fr };
export type ScriptRefusal = keyof typeof en;
