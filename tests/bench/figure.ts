/** One measured figure and what it is held to. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The largest value that is good enough; absent where nothing is promised. */
  readonly limit?: number;
}

/** A table for the terminal: one line a figure, those over their limit marked. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, unit, limit }) => [
    what,
    `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })} ${unit}`,
    limit === undefined ? '' : `< ${limit.toLocaleString('en')} ${unit}`,
    limit === undefined ? '' : value < limit ? 'ok' : 'TOO MUCH',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
