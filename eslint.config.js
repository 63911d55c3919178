import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist', 'coverage', 'sdk/typescript/src/generated'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Nest modules are empty classes, and handlers return the promises of their services.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // A DTO class only describes a shape: code returns object literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // The previous line often ensures a value, which the compiler's index checks cannot see.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // Features access the database only through a unit of work, in the scope of the caller.
    files: ['src/**/*.ts'],
    // Routing reads the whole platform, and checks itself which organizations its caller can see.
    ignores: [
      'src/database/**',
      'src/auth/**',
      'src/lookups/**',
      'src/health/**',
      'src/routing/**',
      'src/charges/totals-updater.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'typeorm', importNames: ['DataSource'], message: 'Use a unit of work.' }],
          patterns: [
            {
              group: ['**/database/unit-of-work.js'],
              importNames: ['PLATFORM'],
              message: 'Work in the scope of the caller.',
            },
          ],
        },
      ],
    },
  },
  {
    // Private parts of pg, TypeORM and class-validator: docs/database-pipeline.md.
    files: ['src/**/*.ts', 'bench/**/*.ts', 'test/support/*.ts'],
    ignores: ['src/database/pipeline/**', 'src/http/fast-validation.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(MemberExpression, Property) > Identifier[name=/^(driver|isTransactionActive|transactionDepth|processID|secretKey)$/]',
          message: 'A private part of pg or TypeORM: it belongs in src/database/pipeline.',
        },
        {
          selector: 'ImportSpecifier[imported.name="getMetadataStorage"]',
          message: 'A private part of class-validator: it belongs in src/http/fast-validation.ts.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', '**/*.spec.ts'],
    rules: {
      // The tests read JSON of many shapes.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        module: 'writable',
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        URL: 'readonly',
      },
    },
  },
);
