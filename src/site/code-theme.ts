/** Shiki colours code by the `--code-…` custom properties of styles/tokens.css, which the editor uses too. */

import { createCssVariablesTheme, type ThemeRegistration } from 'shiki';

export const codeTheme: ThemeRegistration = createCssVariablesTheme({
  name: 'awaitable',
  variablePrefix: '--code-',
  fontStyle: true,
});
