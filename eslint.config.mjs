import tseslint from 'typescript-eslint';

/** The import rule of the house (ARCHITECTURE.md): each folder, and what it must not import. */
const purity = ['vscode', 'node:*', 'openai', 'lit', 'fs', 'path', 'crypto'];
const layer = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns }] }] },
});

export default tseslint.config(
  { ignores: ['dist/', '.vscode-test/', 'node_modules/', 'media/', 'test/fixtures/extensions/', 'eslint.config.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './webview/tsconfig.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // vscode.Disposable is a class, but what VS Code hands out is only shaped like it.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
      ],
    },
  },
  layer(['src/core/**'], [...purity, '**/node/**', '**/cli/**', '**/editor/**', '**/protocol/**', '**/webview/**']),
  layer(['src/protocol/**'], [...purity, '**/node/**', '**/cli/**', '**/editor/**', '**/webview/**']),
  layer(['src/node/**'], ['vscode', '**/cli/**', '**/editor/**', '**/webview/**']),
  layer(['src/cli.ts', 'src/cli/**'], ['vscode', 'openai', '**/editor/**', '**/webview/**']),
  layer(['src/editor/**'], ['openai', '**/cli/**', '**/webview/**']),
  layer(['webview/**'], ['vscode', 'node:*', 'openai', '**/node/**', '**/cli/**', '**/editor/**']),
  { files: ['vitest.config.mts'], rules: { 'no-restricted-syntax': 'off' } },
);
