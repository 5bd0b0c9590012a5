/** `datetime`, as far as programs about time need it: the module `awaitable/datetime`. */

export { type DateTime, datetime, type Time } from './datetime/datetime.ts';
