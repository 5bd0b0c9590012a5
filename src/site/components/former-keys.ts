/**
 * Takes over what readers kept while this site named it after itself: edits, and the speed of the clock. It is on every
 * page, before the scripts of the cells, which look under the names that the notebook has.
 */
try {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith('awaitable:')) continue;
    try {
      const name = key.replace('awaitable', 'verified');
      const [old, now] = [localStorage.getItem(key) as string, localStorage.getItem(name)];
      // A page that has been open since may have kept another edit under the former name.
      const both = now && name.includes(':edit:') ? JSON.stringify(JSON.parse(old).concat(JSON.parse(now))) : now;
      // First, as there may be no room for two; the new name is the shorter one.
      localStorage.removeItem(key);
      localStorage.setItem(name, both ?? old);
    } catch {
      // This one cannot be read; the others can.
    }
  }
} catch {
  // No storage here.
}
