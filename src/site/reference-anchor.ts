/** The id of a name in the reference. @param module as programs import it: `awaitable/concurrent/futures` */
export function referenceAnchor(module: string, name: string): string {
  return `${module.replace(/^awaitable\//, '').replace('/', '-')}-${name}`;
}
