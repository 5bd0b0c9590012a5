/** Python for the editor, in the colours of the static code (see highlight.ts). Loaded with the first Python editor. */
import { pythonLanguage } from '@codemirror/lang-python';
import { indentUnit, LanguageSupport } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { styleTags, tags } from '@lezer/highlight';

/** Python, with tags for what the grammar leaves plain. */
export const language = pythonLanguage.configure({
  props: [
    styleTags({
      ':': tags.punctuation,
      'CallExpression/VariableName': tags.function(tags.variableName),
      'CallExpression/MemberExpression/PropertyName': tags.function(tags.propertyName),
    }),
  ],
});

/** With the indentation habits of the language, without its completions. */
export const python: Extension = [indentUnit.of('    '), EditorState.tabSize.of(4), new LanguageSupport(language)];
