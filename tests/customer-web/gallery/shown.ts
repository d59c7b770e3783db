import type { CheckShown } from '../../../customer-web/check/check.svelte.ts';
import type { Screen } from '../../../customer-web/screen.ts';

/** A screen of the visit, or one of the page of a phone's check. */
export type Shown = { screen: Screen; check?: never } | { check: CheckShown; screen?: never };
