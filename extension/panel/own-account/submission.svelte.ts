import { ApiError } from '../../../common/client/api-error.ts';
import { problemOf, type Problem } from '../problem.ts';

/** Sending a form: one request at a time, and what went wrong beside its fields. */
export class Submission {
  busy: boolean = $state(false);
  problem: Problem | null = $state.raw(null);

  /** Does `work`; what fails is the problem, unless `atField` says that it belongs to a field. */
  async send(work: () => Promise<void>, atField: (error: ApiError) => boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError) || !atField(error)) this.problem = problemOf(error);
    } finally {
      this.busy = false;
    }
  }
}
