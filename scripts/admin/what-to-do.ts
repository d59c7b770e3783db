import { routes, type Route, type RouteName } from '../../common/contract/routes.ts';
import type { Call } from './call.ts';
import { CommandError, refused } from './exits.ts';

/** Who may do what an API token is refused for, which the server says. */
const forPeople =
  'Leave the API token out (LENS_API_TOKEN, --token-file) and sign in: npm run admin -- sign-in. Or run this with --store where the store is.';

/** The sign-in that is kept is too old for what is asked, and good for all else. */
const signInAgain = 'Sign in again, then say it once more: npm run admin -- sign-in';

/** Calls a server and says, where it refuses whoever asks, how to ask as somebody who may. */
export function sayingWhatToDo(call: Call, { byApiToken }: { byApiToken: boolean }): Call {
  const about = (name: RouteName, { code }: CommandError): string | undefined => {
    const route: Route = routes[name];
    if (code === 'not_allowed' && byApiToken && route.scope !== undefined) return forPeople;
    if (code === 'sign_in_again') return signInAgain;
    return undefined;
  };
  return async (name, input) => {
    try {
      return await call(name, input);
    } catch (error) {
      const more = error instanceof CommandError ? about(name, error) : undefined;
      if (more === undefined) throw error;
      const { message, code } = error as CommandError;
      throw refused(`${message}\n${more}`, code);
    }
  };
}
