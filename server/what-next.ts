import type { RunningServer } from './start.ts';

/** How the first administrator signs in; nothing where there has been one for long. */
function howToSignIn({ firstAdministrator: first }: RunningServer): string[] {
  switch (first.kind) {
    case 'exists':
      return [];
    case 'configured':
      return [`Sign in as:     ${first.email}, with the password of LENS_ADMIN_PASSWORD`];
    case 'password':
      return [
        `Sign in as:     ${first.email}`,
        `Password:       ${first.password}   (shown this once)`,
      ];
    case 'link':
      return [
        `Sign in as:     ${first.email}`,
        `Password:       set it with the link in ${first.file}   (good once, for 24 hours)`,
      ];
  }
}

/** What a newcomer does with a server that has just started, a line each. */
export function whatNext(server: RunningServer): string[] {
  return [
    'Lens is ready.',
    `Panel's server: ${server.consoleUrl}`,
    ...howToSignIn(server),
    `Customers go to ${server.customerUrl}`,
    ...(server.keptIn === null ? [] : [`All is kept in: ${server.keptIn}`]),
    'Administration: npm run admin -- --help',
    ...(server.outboxUrl === null ? [] : [`SMS and e-mail: ${server.outboxUrl}   (not sent)`]),
    ...(server.servesCustomerPage
      ? []
      : ["The customer's page is not built yet: npm start builds it."]),
  ];
}
