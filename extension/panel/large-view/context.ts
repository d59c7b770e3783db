import { createContext } from 'svelte';
import type { LargeWindow } from './large-window.svelte.ts';
import type { Panel } from '../panel.svelte.ts';

/** The panel's large view, for the button that opens it and the place that it leaves empty. */
export const [largeWindow, setLargeWindow] = createContext<LargeWindow<{ panel: Panel }>>();
