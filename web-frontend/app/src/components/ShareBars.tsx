import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";

export interface Share {
  name: string;
  percent: number;
}

/** Shares of a hundred as bars. It shows what a table beside it says, so it is not read out. */
export default function ShareBars({ shares, label }: { shares: Share[]; label: string }) {
  return (
    <div aria-hidden="true">
      <BarChart
        h={60 + 38 * shares.length}
        data={shares}
        dataKey="name"
        orientation="vertical"
        series={[{ name: "percent", label, color: "pine.6" }]}
        valueFormatter={(value) => `${value} %`}
        xAxisProps={{ domain: [0, 100] }}
        yAxisProps={{ width: 120 }}
        gridAxis="x"
        withTooltip={false}
        barProps={{ isAnimationActive: false, maxBarSize: 22 }}
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
