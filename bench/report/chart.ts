import * as echarts from 'echarts';
import type { ComparisonResult } from '../throughput/comparison.js';

const WIDTH = 960;
const ROW_HEIGHT = 34;

/** An SVG chart: for each operation, the throughput of the program and of the Express peer relative to raw+auth. */
export function drawChart(comparisons: ComparisonResult[]): string {
  // Reversed, because the axis counts from the bottom.
  const shown = comparisons.toReversed();
  const height = 110 + ROW_HEIGHT * shown.length;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  const bars = (
    name: string,
    color: string,
    value: (of: ComparisonResult) => number,
  ): echarts.BarSeriesOption => ({
    name,
    type: 'bar',
    itemStyle: { color },
    barGap: '10%',
    label: { show: true, position: 'right', fontSize: 10, formatter: '{c}' },
    data: shown.map((comparison) => Number(value(comparison).toFixed(2))),
  });
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    title: {
      text: 'Requests per second, as a share of raw+auth',
      left: 'center',
      textStyle: { fontSize: 15 },
    },
    legend: { top: 30, data: ['program', 'Express peer'] },
    grid: { left: 10, right: 50, top: 65, bottom: 20, containLabel: true },
    xAxis: { type: 'value', min: 0 },
    yAxis: { type: 'category', data: shown.map(({ operation }) => operation), axisLabel: { fontSize: 11 } },
    series: [
      bars('Express peer', '#b0b7c3', ({ peerToReference }) => peerToReference.median),
      bars('program', '#2f6fde', ({ ratio }) => ratio.toReference.median),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
