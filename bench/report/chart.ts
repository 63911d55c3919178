import * as echarts from 'echarts';
import type { Soak } from '../soak/soak.js';
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

/** An SVG chart: memory and p99 of a long load, by minute. */
export function drawSoakChart({ periods }: Soak): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: 360 });
  const line = (name: string, axis: number, color: string, data: number[]): echarts.LineSeriesOption => ({
    ...{ name, type: 'line', yAxisIndex: axis, showSymbol: false, itemStyle: { color }, data },
  });
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    title: { text: 'Mixed load, by minute', left: 'center', textStyle: { fontSize: 15 } },
    legend: { top: 30, data: ['resident MB', 'p99 ms'] },
    grid: { left: 10, right: 10, top: 70, bottom: 20, containLabel: true },
    xAxis: { type: 'category', data: periods.map((_, minute) => minute + 1) },
    yAxis: [
      { type: 'value', min: 0, name: 'MB' },
      { type: 'value', min: 0, name: 'ms' },
    ],
    series: [
      line(
        'resident MB',
        0,
        '#2f6fde',
        periods.map(({ residentMegabytes }) => Math.round(residentMegabytes ?? 0)),
      ),
      line(
        'p99 ms',
        1,
        '#e07b39',
        periods.map(({ p99 }) => Number(p99.toFixed(1))),
      ),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
