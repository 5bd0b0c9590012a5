type Joined = new (error: unknown, suppressed: unknown, message: string) => Error;

/** A `SuppressedError`: the engine's own, where it has one. */
function joined(error: unknown, suppressed: unknown): Error {
  const message = 'An error was suppressed during disposal';
  const { SuppressedError } = globalThis as { SuppressedError?: Joined };
  if (SuppressedError !== undefined) return new SuppressedError(error, suppressed, message);
  return Object.assign(new Error(message), { name: 'SuppressedError', error, suppressed });
}

/** What disposing of several resources threw: the last error, with those that it suppressed. */
export class SuppressedErrors {
  private _error: { readonly value: unknown } | null = null;

  add(value: unknown): void {
    if (this._error === null) {
      this._error = { value };
      return;
    }
    const suppressed = this._error.value;
    this._error = { value: joined(value, suppressed) };
  }

  throwIfAny(): void {
    if (this._error !== null) throw this._error.value;
  }
}
