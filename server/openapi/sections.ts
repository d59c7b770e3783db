import type { Route } from '../../common/contract/routes.ts';
import * as about from '../../common/contract/routes/about.ts';
import * as accounts from '../../common/contract/routes/accounts.ts';
import * as doctor from '../../common/contract/routes/doctor.ts';
import * as inviting from '../../common/contract/routes/inviting.ts';
import * as joining from '../../common/contract/routes/joining.ts';
import * as operation from '../../common/contract/routes/operation.ts';
import * as ownAccount from '../../common/contract/routes/own-account.ts';
import * as sessions from '../../common/contract/routes/sessions.ts';
import * as settings from '../../common/contract/routes/settings.ts';
import * as technicians from '../../common/contract/routes/technicians.ts';

/** The parts of the API, in the order in which a person would read them: as the contract's files part them. */
export const sections: readonly { name: string; description: string; holds: object }[] = [
  { name: 'Server', description: 'What this server is.', holds: about },
  { name: 'Signing in', description: 'How a technician gets a token.', holds: technicians },
  { name: 'Own account', description: 'Password, sign-ins, second factor.', holds: ownAccount },
  {
    name: 'Technicians and groups',
    description: 'Who may sign in, and what they may do.',
    holds: accounts,
  },
  { name: 'Settings', description: 'What this company has decided.', holds: settings },
  {
    name: 'Operation',
    description: 'Live sessions, the audit log, API tokens.',
    holds: operation,
  },
  { name: 'Sessions', description: 'A session, from its PIN to its end.', holds: sessions },
  { name: 'Inviting', description: 'How a customer gets to know of it.', holds: inviting },
  { name: 'Joining', description: 'What a customer does.', holds: joining },
  {
    name: 'Doctor',
    description: 'Whether everything is right: what `npm run doctor` and `/check` ask.',
    holds: doctor,
  },
];

/** The name of a route's section. Throws for a route that stands in none of the contract's files. */
export function sectionOf(route: Route): string {
  const section = sections.find(({ holds }) => Object.values(holds).includes(route));
  if (section === undefined) throw new Error(`${route.method} ${route.path} is in no section`);
  return section.name;
}
