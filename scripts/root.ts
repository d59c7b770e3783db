import { fileURLToPath } from 'node:url';

/** The repository's own folder, absolute. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** What the build makes: loaded into Chrome, and served to the customer. */
export const extensionFolder = fileURLToPath(new URL('../dist/extension', import.meta.url));
export const customerFolder = fileURLToPath(new URL('../dist/customer-web', import.meta.url));
