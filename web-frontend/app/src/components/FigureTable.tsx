/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks, on a phone, these elements lose the roles they have by themselves */

import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** More than these are shown when somebody asks. */
const AT_FIRST = 10;

export interface FigureRow {
  id: string;
  name: string;
  cells: (string | number)[];
}

/**
 * Numbers by name: a table where there is room for one, and each row below its name where there is none.
 *
 * @param total the same numbers of all rows together; they come first
 */
export function FigureTable({
  caption,
  hideCaption,
  columns,
  rows,
  total,
}: {
  caption: string;
  hideCaption?: boolean;
  columns: string[];
  rows: FigureRow[];
  total?: FigureRow["cells"];
}) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, AT_FIRST);
  return (
    <div>
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
          {total && rows.length > 1 && <Row name={t("figures.together", { n: rows.length })} cells={total} columns={columns} total />}
          {shown.map((row) => (
            <Row key={row.id} name={row.name} cells={row.cells} columns={columns} />
          ))}
        </tbody>
      </table>
      {rows.length > AT_FIRST && (
        <Group mt="sm">
          <Button size="sm" variant="default" aria-expanded={all} aria-label={`${t(all ? "figures.fewer" : "figures.all", { n: rows.length })}: ${caption}`} onClick={() => setAll(!all)}>
            {t(all ? "figures.fewer" : "figures.all", { n: rows.length })}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Row({ name, cells, columns, total = false }: { name: string; cells: FigureRow["cells"]; columns: string[]; total?: boolean }) {
  return (
    <tr role="row" className={total ? "total" : undefined}>
      <th role="rowheader" scope="row">
        {name}
      </th>
      {cells.map((cell, i) => (
        <td key={columns[i + 1]} role="cell" data-label={columns[i + 1]}>
          {cell}
        </td>
      ))}
    </tr>
  );
}
