import type { PanelSettings } from '../../common/contract/views.ts';

/** The company's settings as this panel follows them. */
export class Company {
  /** As the server last told them; null until it has. */
  settings: PanelSettings | null = $state.raw(null);
}
