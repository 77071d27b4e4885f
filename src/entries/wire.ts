/** `texml-recordings/wire`: how TeXML and REST spell the model, in both directions. */
export * from '../wire/index.ts';
