/** The JSON Schema of a config file, for editors. */
import { editorSchema } from '../../scenarios/format/editor-schema.ts';
import { egressList, settingsSchema } from './settings.ts';

export const configEditorSchema = (): object =>
  editorSchema(
    settingsSchema.extend({ egress: egressList.optional() }),
    'A config file of texml-recordings serve',
  );
