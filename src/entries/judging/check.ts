/** `texml-recordings/check`: whether what logs say of calls and recordings can be so, and if not, where. */
export * from '../../check/index.ts';
