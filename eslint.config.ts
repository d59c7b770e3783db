import js from '@eslint/js';
import type { Linter } from 'eslint';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

/**
 * The one direction of imports, as the architecture draws it: contract <- client, call <- showing <- ui <-
 * extension, customer-web; contract, i18n, colour <- server. A folder may import itself and what is named here.
 */
const mayImport: Record<string, string[]> = {
  'common/contract': [],
  'common/i18n': ['common/contract'],
  'common/network': [],
  'common/colour': [],
  'common/client': ['common/contract', 'common/i18n', 'common/network'],
  'common/call': ['common/contract', 'common/network'],
  'common/showing': ['common/contract', 'common/network', 'common/call'],
  'common/ui': ['common/contract', 'common/i18n', 'common/colour', 'common/showing'],
  server: ['common/contract', 'common/i18n', 'common/colour'],
  extension: ['common'],
  'customer-web': ['common'],
};

const folders = [...Object.keys(mayImport), 'tests', 'bench', 'scripts'];

/** Forbids a folder every other folder of ours that it may not import. */
const oneWay: Linter.Config[] = Object.entries(mayImport).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.{ts,svelte}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: folders
          .filter((other) => other !== folder)
          .filter((other) => !allowed.some((may) => other === may || other.startsWith(`${may}/`)))
          .map((other) => ({
            regex: `^(\\.\\./)+${other.replace('common/', '(common/)?')}/`,
            message: `${folder}/ does not import ${other}/: imports flow one way (ARCHITECTURE.md).`,
          })),
      },
    ],
  },
}));

export default defineConfig(
  { ignores: ['dist', 'dist-dev', 'data', 'artifacts', 'node_modules'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    rules: {
      // TypeScript itself reports what is not defined, and knows the types this rule does not.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only server/config.ts reads the environment.',
        },
      ],
    },
  },
  ...oneWay,
);
