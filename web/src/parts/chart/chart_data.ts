// What is drawn, apart from how.
import type uPlot from 'uplot';
import type { ChartProps } from './chart';

/**
 * One shared axis of times; each line has a value where it has a bid and holds it until the next (undefined: the line goes
 * on, null: nothing yet, or nothing known any more). Floats are good enough for pixels; every number that is read comes from
 * the strings.
 */
export function dataOf(props: Pick<ChartProps, 'series' | 'from' | 'to' | 'until'>): uPlot.AlignedData {
  const seconds = (time: string): number => Date.parse(time) / 1000;
  const until = seconds(props.until ?? props.to);
  const times = [
    ...new Set([seconds(props.from), ...props.series.flatMap((line) => line.points.map((point) => seconds(point.at))), until, seconds(props.to)]),
  ].sort((a, b) => a - b);
  const index = new Map(times.map((time, at) => [time, at]));
  const end = index.get(until)!;
  const lines = props.series.map((line) => {
    const values = new Array<number | null | undefined>(times.length).fill(undefined);
    if (props.until !== undefined) values.fill(null, end + 1);
    for (const point of line.points) values[index.get(seconds(point.at))!] = Number(point.amount);
    const last = line.points[line.points.length - 1];
    if (last && values[end] === undefined) values[end] = Number(last.amount);
    return values;
  });
  return [times, ...lines] as uPlot.AlignedData;
}
