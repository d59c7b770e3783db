import { createContext } from 'svelte';
import type { Panel } from './panel.svelte.ts';

/** The panel's words, for every component under it. */
export const [words, setWords] = createContext<Panel['words']>();
