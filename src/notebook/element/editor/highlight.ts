/** The colours of the static code (site/code-theme.ts) for the editor's syntax tree, so that none changes when the editor opens. */
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { LanguageSupport } from '@codemirror/language';
import { styleTags, tagHighlighter, tags } from '@lezer/highlight';

/** TypeScript, with tags for what the grammar leaves plain. */
export const language = typescriptLanguage.configure({
  props: [
    styleTags({
      '?.': tags.derefOperator,
      'TypeArgList/"<" TypeArgList/">" TypeParamList/"<" TypeParamList/">"': tags.angleBracket,
      'VoidType/void NullType/null': tags.typeName,
      'CallExpression/InstantiationExpression/VariableName': tags.function(tags.variableName),
      'MethodDeclaration/PropertyDefinition': tags.function(tags.propertyName),
      'NewExpression/InstantiationExpression/VariableName': tags.className,
      'NewExpression/MemberExpression/PropertyName': tags.className,
      'NewExpression/InstantiationExpression/MemberExpression/PropertyName': tags.className,
      'CallExpression/InstantiationExpression/MemberExpression/PropertyName': tags.function(tags.propertyName),
    }),
  ],
});

/** For the editor: with the indentation and bracket habits of the language, without its snippets. */
export const typescript = new LanguageSupport(language);

/** The classes of element/styles/cell.css. */
export const highlighter = tagHighlighter([
  {
    tag: [tags.keyword, tags.modifier, tags.operator, tags.function(tags.punctuation), tags.special(tags.brace)],
    class: 'c-keyword',
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.escape], class: 'c-string' },
  { tag: [tags.number, tags.bool, tags.null, tags.self, tags.atom], class: 'c-constant' },
  { tag: tags.comment, class: 'c-comment' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
      tags.className,
      tags.definition(tags.className),
      tags.typeName,
    ],
    class: 'c-function',
  },
  { tag: [tags.punctuation, tags.derefOperator], class: 'c-punctuation' },
]);
