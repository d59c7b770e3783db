import { routes, type Route, type RouteName } from '../../common/contract/routes.ts';
import type { Call } from './call.ts';
import { CommandError, refused } from './exits.ts';

/** What an API token is refused for, and who is not. */
const forPeople = ({ scope }: Route) =>
  `An API token needs the scope ${scope}, and none may make administrators or touch one's account. For that leave it out (LENS_API_TOKEN, --token-file) and sign in: npm run admin -- sign-in. Or run this with --store where the store is.`;

/** The sign-in that is kept is too old for what is asked, and good for all else. */
const signInAgain = 'Sign in again, then say it once more: npm run admin -- sign-in';

/** Calls a server and says, where it refuses whoever asks, how to ask as somebody who may. */
export function sayingWhatToDo(call: Call, { byApiToken }: { byApiToken: boolean }): Call {
  const about = (name: RouteName, { code }: CommandError): string | undefined => {
    const route: Route = routes[name];
    if (code === 'not_allowed' && byApiToken && route.scope !== undefined) return forPeople(route);
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
