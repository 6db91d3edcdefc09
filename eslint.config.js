// What the compiler cannot see: forgotten awaits (a drizzle write without one silently does nothing),
// `any`, non-exhaustive switches, and drizzle's relational queries, which corrupt numerics.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const everywhere = [
  {
    selector: 'CallExpression[callee.property.name=/^(findMany|findFirst)$/]',
    message: 'drizzle relational queries carry numerics as JSON numbers and corrupt them: use select().',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  {
    selector: 'ObjectExpression > SpreadElement > ObjectExpression',
    message: 'A spread literal switches off the check for surplus properties: name them in place.',
  },
];

/** What silences the compiler where it would have been right. */
const inSource = [
  {
    selector: 'TSAsExpression > TSAsExpression[typeAnnotation.type="TSUnknownKeyword"]',
    message:
      'A double cast believes whatever it is told: read rows with platform/rows.ts, or say the type truly.',
  },
  {
    selector: 'TSAsExpression[typeAnnotation.type="TSNeverKeyword"]',
    message: 'Nothing is never: say the type truly.',
  },
  {
    selector:
      'CallExpression[callee.object.name="Money"] > LogicalExpression[operator="??"] > Literal[value=""]',
    message: 'No amount is no empty text: assert with platform/must.ts.',
  },
];

/** Chrome 109 is the last on Windows 7: what came later is not there. */
const inOldBrowsers = [
  {
    selector:
      'MemberExpression[property.name=/^(toSorted|toReversed|toSpliced|isWellFormed|toWellFormed|groupBy|withResolvers|fromAsync|union|intersection|difference)$/]',
    message: 'Chrome 109 does not have it.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'out', 'data', 'coverage', 'eslint.config.js'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  {
    files: ['src/**'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...inSource] },
  },
  {
    files: ['src/web/**'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...inSource, ...inOldBrowsers],
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    files: ['test/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
