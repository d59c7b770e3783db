import type { Settings } from '../../common/contract/settings.ts';

/**
 * The company's settings as they hold now. Read them at each use: another administrator, on whatever
 * node, may have changed them a second ago.
 */
export type Company = () => Settings;
