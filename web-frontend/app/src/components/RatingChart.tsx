import "@mantine/charts/styles.css";
import { LineChart } from "@mantine/charts";
import { shortDay } from "../time";

export interface Line {
  name: string;
  label: string;
  color: string;
  dashed?: boolean;
}

interface Props {
  /** Each with the instant in milliseconds and, by the lines' names, numbers. */
  points: ({ at: number } & Record<string, number | undefined>)[];
  lines: Line[];
  from: number;
  /** Stays where it is until the next point. */
  steps?: boolean;
}

/**
 * Numbers over time. A picture only: what it shows stands in a table beside it, so that those who hear the page are not told
 * twice. Lines differ in dashes, too, not in colour alone.
 */
export default function RatingChart({ points, lines, from, steps = false }: Props) {
  return (
    <div aria-hidden="true" data-testid="chart">
      <LineChart
        h={200}
        data={points}
        dataKey="at"
        series={lines.map(({ name, label, color, dashed }) => ({ name, label, color, strokeDasharray: dashed ? "6 4" : undefined }))}
        curveType={steps ? "stepAfter" : "linear"}
        connectNulls
        withLegend={lines.length > 1}
        legendProps={{ verticalAlign: "bottom", height: 36 }}
        withTooltip={false}
        strokeWidth={2.5}
        lineChartProps={{ accessibilityLayer: false }}
        lineProps={{ isAnimationActive: false }}
        xAxisProps={{
          type: "number",
          scale: "time",
          domain: ["dataMin", "dataMax"],
          tickFormatter: (at: number) => shortDay(at),
          tickCount: 3,
          minTickGap: 24,
        }}
        yAxisProps={{ domain: [from, 10], ticks: from === 0 ? [0, 5, 10] : [1, 4, 7, 10], width: 28, allowDecimals: false }}
      />
    </div>
  );
}
