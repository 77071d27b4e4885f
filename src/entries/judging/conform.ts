/** `texml-recordings/conform`: one's own receiver or platform, tried by checks, in any test runner. */
export * from '../../conform/index.ts';
