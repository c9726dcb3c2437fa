import * as echarts from "echarts";
import { lines } from "./lines";
import { type Results, secondsOf, trialsOf } from "./results";
import { median } from "./trial";

/** The first `up` of each line by the number of resources, as an SVG. */
export function plot(results: Results): string {
  const sizes = [...new Set(results.trials.map(({ count }) => count))].sort((a, b) => a - b);
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 760, height: 440 });
  const series = Object.values(lines).map(({ name }) => ({
    name,
    type: "line" as const,
    symbolSize: 7,
    endLabel: { show: true, formatter: name, distance: 8 },
    data: pointsOf(results, name, sizes),
  }));
  if (results.large) {
    const fast = series.find(({ name }) => name === lines.oursFast.name);
    fast?.data.push([results.large.count, results.large.ours.up.seconds]);
  }
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    title: { text: "First pulumi up, by the number of resources", left: 10, textStyle: { fontSize: 15 } },
    grid: { left: 60, right: 150, top: 75, bottom: 50 },
    xAxis: { type: "log", name: "resources", nameLocation: "middle", nameGap: 30, min: Math.min(...sizes) },
    yAxis: { type: "log", name: "seconds" },
    series,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function pointsOf(results: Results, name: string, sizes: number[]): [number, number][] {
  return sizes.flatMap((count): [number, number][] => {
    const seconds = secondsOf(trialsOf(results, name, count), "up");
    return seconds.length === 0 ? [] : [[count, median(seconds)]];
  });
}
