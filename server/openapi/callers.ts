import type { Route } from '../../common/contract/routes.ts';
import { FRESH_SIGN_IN_MINUTES } from '../../common/contract/routes/route.ts';
import type { OpenApiDocument, Security } from './shapes.ts';

/** How a caller shows who calls. */
export const securitySchemes: OpenApiDocument['components']['securitySchemes'] = {
  technician: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The token `t_…` that signing in gives a person. Where `administrator` stands beside it, that person must be one.',
  },
  customer: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token `c_…` that joining gives a customer, good for that one session.',
  },
  apiToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      "An API token `a_…` for a script, made by an administrator. What stands beside it is the scope it must have. Whatever its scopes, it gives and touches no administrator's account.",
  },
};

/** What a caller must be beside that, in a sentence; undefined where nothing more is asked. */
export function furtherConditionOf({ overAdministrators, fresh }: Route): string | undefined {
  const isFresh = `less than ${FRESH_SIGN_IN_MINUTES} minutes old (\`sign_in_again\`)`;
  if (fresh) return `The sign-in must be ${isFresh}.`;
  if (overAdministrators)
    return `Whatever gives or touches the account of an administrator, or what one's group permits, is for administrators in person: an API token is refused (\`not_allowed\`), and the sign-in must be ${isFresh}.`;
  return undefined;
}

/** Who may call a route: any one of these, or anyone where there is none. */
export function securityOf({ caller, scope }: Pick<Route, 'caller' | 'scope'>): Security {
  switch (caller) {
    case 'anyone':
      return [];
    case 'technician':
      return [{ technician: [] }];
    case 'customer':
      return [{ customer: [] }];
    case 'seat':
      return [{ technician: [] }, { customer: [] }];
    case 'administrator':
      return [
        { technician: ['administrator'] },
        ...(scope === undefined ? [] : [{ apiToken: [scope] }]),
      ];
  }
}
