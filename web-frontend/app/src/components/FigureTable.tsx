/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks, on a phone, these elements lose the roles they have by themselves */

export interface FigureRow {
  id: string;
  name: string;
  cells: (string | number)[];
}

/** Numbers by name: a table where there is room for one, and each row below its name where there is none. */
export function FigureTable({ caption, hideCaption, columns, rows }: { caption: string; hideCaption?: boolean; columns: string[]; rows: FigureRow[] }) {
  return (
    <table className="figureTable" role="table">
      <caption className={hideCaption ? "unseen" : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.id} role="row">
            <th role="rowheader" scope="row">
              {row.name}
            </th>
            {row.cells.map((cell, i) => (
              <td key={columns[i + 1]} role="cell" data-label={columns[i + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
