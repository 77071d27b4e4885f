/** `texml-recordings/diff`: versions of the model as values, and what has changed between two of them. */
export * from '../diff/index.ts';
