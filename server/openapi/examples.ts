import type { RouteName } from '../../common/contract/routes.ts';
import type { AnyExample, Examples } from './example.ts';
import { accountExamples } from './examples/accounts.ts';
import { customerExamples } from './examples/customers.ts';
import { doctorExamples } from './examples/doctor.ts';
import { operationExamples } from './examples/operation.ts';
import { ownAccountExamples } from './examples/own-account.ts';
import { sessionExamples } from './examples/sessions.ts';
import { settingsExamples } from './examples/settings.ts';

const examples: Examples = {
  ...customerExamples,
  ...ownAccountExamples,
  ...accountExamples,
  ...settingsExamples,
  ...operationExamples,
  ...sessionExamples,
  ...doctorExamples,
};

/** The example of a route. */
export const exampleOf = (name: RouteName): AnyExample => examples[name];
