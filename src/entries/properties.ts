/** `texml-recordings/properties`: claims to judge runs with, and what explores the model. */
export * from '../../properties/index.ts';
