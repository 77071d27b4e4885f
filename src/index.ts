/** The package's main entry: the model, and the engine that runs it. Loads xstate and nothing else. */
export * from '../machines/index.ts';
export * from './engine/index.ts';
