/** One measured figure and what it is held to. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The largest value that is good enough; absent where nothing of the kind is promised. */
  readonly limit?: number;
  /** The smallest value that is good enough. */
  readonly least?: number;
}

/** Whether a figure keeps what is promised. */
export function keeps({ value, limit = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY }: Figure): boolean {
  return value <= limit && value >= least;
}

/** A table for the terminal: one line a figure, those that break a promise marked. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, value, unit, limit, least } = figure;
    const promise = limit !== undefined ? ['≤', limit] : least !== undefined ? ['≥', least] : null;
    return [
      what,
      `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })} ${unit}`,
      promise === null ? '' : `${promise[0]} ${promise[1]?.toLocaleString('en')} ${unit}`.trim(),
      promise === null ? '' : keeps(figure) ? 'ok' : limit === undefined ? 'TOO LITTLE' : 'TOO MUCH',
    ];
  });
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
