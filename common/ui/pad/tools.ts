/** What the technician draws with. */
export const tools = ['point', 'pen', 'arrow', 'number'] as const;
export type Tool = (typeof tools)[number];
