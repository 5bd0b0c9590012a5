/**
 * Code in running text that is written differently in the languages that readers choose from. It has one form for each, in
 * their order: `createTask() ↔ create_task()`.
 */

/** The forms of code that stands in a text; null if it has only the one. */
export type CodeForms = (code: string) => readonly string[] | null;

const BETWEEN = ' ↔ ';

/** The forms that code has, written as above; one if it is the same for all readers. */
export function formsIn(code: string): readonly string[] {
  return code.split(BETWEEN);
}

/** The code with all its forms: those that its author gives, or else those that can be derived. */
export function withForms(code: string, derive: CodeForms): string {
  return code.includes(BETWEEN) ? code : (derive(code)?.join(BETWEEN) ?? code);
}

/**
 * The attributes of the element with one of the forms. Search finds the last: with all of them, an index would read two
 * names as one word.
 */
export function formAttributes(forms: readonly string[], at: number): Record<string, string> {
  return { 'data-form': `${at}`, ...(at < forms.length - 1 && { 'data-pagefind-ignore': '' }) };
}

/** Names of code in plain text, such as a title: calls without arguments, and names with underscores. */
const NAMES = /((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*\(\)|\b[a-z]+(?:_[a-z]+)+\b)/;

/** Plain text in its parts, each in all its forms: only names of code have several. */
export function namesInForms(text: string, derive: CodeForms): (readonly string[])[] {
  return text
    .split(NAMES)
    .flatMap((part, at) => (part === '' ? [] : [at % 2 === 1 ? (derive(part) ?? [part]) : [part]]));
}

/** A sentence (sentenceParts() of wording.ts says what that is) with all forms of its code. */
export function sentenceWithForms(sentence: string, derive: CodeForms): string {
  return sentence.replace(/`([^`]+)`/g, (_, code: string) => `\`${withForms(code, derive)}\``);
}
