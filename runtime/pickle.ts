/** What travels to workers and back: the module `awaitable/pickle`. */

export { PickleError, PicklingError } from './pickle/pickle.ts';
