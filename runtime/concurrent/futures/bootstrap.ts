/** Whether this realm is a worker that is still importing the program. */

import { RuntimeError } from '../../builtins/exceptions.ts';

let bootstrapping = false;

export function setBootstrapping(on: boolean): void {
  bootstrapping = on;
}

export function isBootstrapping(): boolean {
  return bootstrapping;
}

/** What CPython says to a program without a main guard. */
export function bootstrappingError(): RuntimeError {
  return new RuntimeError(`
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.

        To fix this issue, refer to the "Safe importing of main module"
        section in https://docs.python.org/3/library/multiprocessing.html
        `);
}
