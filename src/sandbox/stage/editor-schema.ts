/** The JSON Schema of a config file, for editors. */
import { editorSchema } from '../../scenarios/format/editor-schema.ts';
import { configSchema } from './settings.ts';

export const configEditorSchema = (): object =>
  editorSchema(configSchema, 'A config file of texml-recordings serve');
