import { choice, type Given, oneOf, toggle, value } from '../arguments/option.ts';
import { imageTypes, profile } from '../arguments/values.ts';
import { documentKinds } from './document-kinds.ts';

export const validateOptions = {
  kind: value(
    'KIND',
    `what the documents are: ${documentKinds.join(', ')} (default: known by their content)`,
    (word) => oneOf(documentKinds, word),
    { completes: { words: documentKinds } },
  ),
  type: imageTypes(
    'also report options of a blueprint that these image types do not support (default: those that no type supports)',
  ),
  sealed: toggle('the container is sealed: also report what a sealed image leaves out'),
  profile: profile(),
  format: choice(['text', 'json', 'sarif', 'github'], 'text, json, sarif, or github (annotations) (default: text)'),
  watch: toggle('check again whenever a file changes, until interrupted'),
};

export type ValidateGiven = Given<typeof validateOptions>;
