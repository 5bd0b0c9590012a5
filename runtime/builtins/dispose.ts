/** What disposing of several resources threw: the last error, with those that it suppressed. */
export class SuppressedErrors {
  #error: { readonly value: unknown } | null = null;

  add(value: unknown): void {
    if (this.#error === null) {
      this.#error = { value };
      return;
    }
    const suppressed = this.#error.value;
    const joined = new Error('An error was suppressed during disposal');
    joined.name = 'SuppressedError';
    this.#error = { value: Object.assign(joined, { error: value, suppressed }) };
  }

  throwIfAny(): void {
    if (this.#error !== null) throw this.#error.value;
  }
}
