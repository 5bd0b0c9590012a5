/**
 * The colours of code: few, by what a word does. They are the `--code-…` custom properties of element/styles/tokens.css; the
 * editor gives the same ones out by its own syntax tree (element/editor/highlight.ts), and a test compares
 * the two over all cells.
 */

import type { ShikiTransformer, ThemeRegistration } from 'shiki';

/** TextMate scopes by colour. Of several that match, the more specific one wins, then the later one. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'token-keyword': [
    'keyword',
    'storage',
    'constant.language.import-export-all',
    'punctuation.definition.template-expression',
    'entity.name.tag',
    'support.type.property-name',
  ],
  'token-string': ['string', 'constant.character.escape', 'punctuation.definition.string'],
  'token-constant': [
    'constant.numeric',
    'constant.numeric meta.delimiter',
    'constant.language',
    'variable.language.this',
    'variable.language.super',
  ],
  'token-comment': ['comment', 'punctuation.definition.comment', 'string.quoted.docstring'],
  'token-function': [
    'entity.name.function',
    'entity.name.type.class',
    'entity.name.type.interface',
    'entity.name.type.alias',
    'entity.other.inherited-class',
    'support.function',
    'support.type',
    'support.class',
    'meta.function-call.generic.python',
    // Not behind `instanceof`, where a class is a value.
    ...['meta.type', 'meta.return.type', 'meta.class', 'meta.interface', 'meta.parameters', 'new.expr'].map(
      (place) => `${place} entity.name.type`,
    ),
  ],
  'token-punctuation': [
    'punctuation',
    'meta.brace',
    'meta.delimiter',
    'keyword.operator.type.annotation',
    'keyword.operator.spread',
    'keyword.operator.rest',
    'keyword.operator.optional',
  ],
  'token-link': ['markup.underline.link'],
  // What stands in a template string is no string, and `undefined` is a variable.
  foreground: ['meta.template.expression', 'constant.language.undefined'],
};

export const codeTheme: ThemeRegistration = {
  name: 'verified-cells',
  type: 'light',
  colors: { 'editor.foreground': 'var(--code-foreground)', 'editor.background': 'var(--code-background)' },
  settings: Object.entries(SCOPES).map(([token, scope]) => ({
    scope: [...scope],
    settings: { foreground: `var(--code-${token})` },
  })),
};

/**
 * Highlights a fence to its end. With Shiki's limit of time for a line, which Astro's options do not reach, the same line
 * would come out in other colours on a busy machine.
 */
export const withoutTimeLimit: ShikiTransformer = {
  name: 'without-time-limit',
  preprocess(_code, options): void {
    options.tokenizeTimeLimit = 0;
  },
};
