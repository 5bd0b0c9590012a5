/**
 * Gives the classes of a bundle their names back.
 *
 * Where a class mentions itself, esbuild's bundles hold `X=class _X`. Names of
 * classes show in what programs print (reprs, tracebacks), so a line at the
 * bundle's end sets them right. (`keepNames` would do it at a cost at every
 * closure.)
 */
export function withClassNames(bundle: string): string {
  const names = new Set([...bundle.matchAll(/([A-Za-z$][\w$]*) ?= ?class _\1\b/g)].map(([, name]) => name));
  const classes = [...names].map((name) => `typeof ${name}=="function"&&[${name},"${name}"]`).join(',');
  return `${bundle}\nfor(const c of [${classes}])c&&Object.defineProperty(c[0],"name",{value:c[1],configurable:true});\n`;
}
