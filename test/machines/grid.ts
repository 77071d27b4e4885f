/** Grids: tables typed by hand in a template string, columns at least two spaces apart. */

/** One cell of a grid: the head of its row, the head of its column, and what stands there. */
export interface GridCell {
  readonly row: string;
  readonly column: string;
  readonly cell: string;
}

/** The cells of a grid, row by row. A cell `-` says nothing and is left out. */
export function cellsOf(grid: string): GridCell[] {
  const [heads = '', ...rows] = grid.split('\n').filter((line) => line.trim() !== '');
  const columns = split(heads);
  return rows.flatMap((line) => {
    const [row = '', ...cells] = split(line);
    if (cells.length !== columns.length) {
      throw new Error(`the row "${row}" has ${cells.length} cells, not ${columns.length}`);
    }
    return columns
      .map((column, i) => ({ row, column, cell: cells[i] ?? '' }))
      .filter(({ cell }) => cell !== '-');
  });
}

const split = (line: string) => line.trim().split(/ {2,}/);

/** Lines of cells, each column as wide as its widest cell. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const line of lines) {
    for (const [i, cell] of line.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
