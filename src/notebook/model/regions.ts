/** Setup that a page folds away: lines between `// #region Setup` and `// #endregion` (`# region` in Python). */

export interface Stretch {
  /** The region's name; absent for lines outside regions. */
  readonly region?: string;
  /** Index of the first line, and of the one after the last. The marker lines belong to the region. */
  readonly from: number;
  readonly to: number;
}

const BEGIN = /^\s*(?:\/\/\s*#region|#\s*region)\b\s*(.*)$/;
const END = /^\s*(?:\/\/\s*#endregion|#\s*endregion)\b/;

/** Cuts lines into stretches in and between regions; a region that nothing ends reaches to the last line. */
export function stretches(lines: readonly string[]): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  let region: string | undefined;
  const finish = (to: number): void => {
    if (to > from) found.push(region === undefined ? { from, to } : { region, from, to });
    from = to;
  };
  lines.forEach((line, index) => {
    const begin = region === undefined ? BEGIN.exec(line) : null;
    if (begin !== null) {
      finish(index);
      region = begin[1] || 'Setup';
    } else if (region !== undefined && END.test(line)) {
      finish(index + 1);
      region = undefined;
    }
  });
  finish(lines.length);
  return found;
}
