// The drawing itself: everything that needs uPlot, in a chunk of its own that is loaded when a chart is seen.
import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import type { Language } from '../../i18n/language';
import { formatMoney } from '../../lib/money';
import { formatClock, localZone } from '../../lib/time';
import type { ChartProps, FlatPoint } from './chart';
import { dataOf } from './chart_data';

export interface DrawnChart {
  update: (props: ChartProps, language: Language) => void;
  focus: (point: FlatPoint | undefined) => void;
  png: (name: string) => void;
  destroy: () => void;
}

const height = 280;
const dashes = [[], [10, 5], [3, 4], [], [10, 5], [3, 4]];

export function draw(target: HTMLElement, first: ChartProps, firstLanguage: Language): DrawnChart {
  let props = first;
  let language = firstLanguage;
  let focused: FlatPoint | undefined;
  let plot: uPlot;
  let shape = '';
  const zone = (): string => props.zone ?? localZone();
  const colour = (name: string): string => getComputedStyle(target).getPropertyValue(`--${name}`).trim() || '#777777';
  const lineColour = (at: number): string => colour(at < 6 ? `chart-${at + 1}` : 'chart-rest');
  const font = (): string => `12px ${getComputedStyle(document.body).fontFamily}`;

  /** Text with a rim of the page's colour, so that it can be read across lines; kept inside the drawing. */
  function label(u: uPlot, text: string, x: number, y: number, name: string): void {
    const { ctx, bbox } = u;
    const ratio = devicePixelRatio;
    const room = bbox.left + bbox.width - 2 * ratio;
    const at = Math.max(bbox.left + 2 * ratio, Math.min(x, room - ctx.measureText(text).width));
    ctx.setLineDash([]);
    ctx.lineWidth = 4 * ratio;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = colour('page');
    ctx.strokeText(text, at, y);
    ctx.fillStyle = colour(name);
    ctx.fillText(text, at, y);
    ctx.lineWidth = ratio;
  }

  /** On a narrow screen the amounts stand inside the drawing, each on its own line of the grid. */
  function innerGrid(u: uPlot): void {
    const { min = 0, max = 1 } = u.scales.y!;
    const rough = (max! - min!) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? power * 10);
    const { ctx, bbox } = u;
    const ratio = devicePixelRatio;
    for (let value = Math.ceil(min! / step) * step; value < max!; value += step) {
      const y = u.valToPos(value, 'y', true);
      if (value < 0 || y < bbox.top + 14 * ratio) continue;
      ctx.strokeStyle = colour('line');
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      if (Number.isInteger(value)) label(u, formatMoney(language, String(value), props.currency), bbox.left, y - 4 * ratio, 'quiet');
    }
  }

  /** Level lines, marks and bands under the lines. */
  function decorate(u: uPlot): void {
    const { ctx, bbox } = u;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.font = `${12 * ratio}px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.lineWidth = ratio;
    if (u.width < 480) innerGrid(u);
    // Names where there is room: many extensions in a row would stand on each other.
    const free = { bands: -Infinity, marks: -Infinity };
    const labelOnce = (row: keyof typeof free, name: string, x: number, y: number, tone: string): void => {
      if (x < free[row]) return;
      label(u, name, x, y, tone);
      free[row] = x + ctx.measureText(name).width + 6 * ratio;
    };
    const first = Date.parse(props.from);
    for (const band of props.bands ?? []) {
      if (Date.parse(band.to) < first) continue;
      const left = Math.max(bbox.left, u.valToPos(Date.parse(band.from) / 1000, 'x', true));
      const right = Math.min(bbox.left + bbox.width, u.valToPos(Date.parse(band.to) / 1000, 'x', true));
      ctx.fillStyle = colour('warning-soft');
      ctx.fillRect(left, bbox.top, Math.max(ratio, right - left), bbox.height);
      // Edges as well: a fill alone may be the page's own colour where people choose the colours.
      ctx.strokeStyle = colour('warning');
      ctx.setLineDash([]);
      ctx.beginPath();
      for (const x of [left, Math.max(left + ratio, right)]) {
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
      }
      ctx.stroke();
      labelOnce('bands', band.name, left + 3 * ratio, bbox.top + bbox.height - 6 * ratio, 'warning');
    }
    for (const mark of props.marks ?? []) {
      if (Date.parse(mark.at) < first) continue;
      const x = u.valToPos(Date.parse(mark.at) / 1000, 'x', true);
      ctx.strokeStyle = colour('info');
      ctx.setLineDash([2 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      labelOnce('marks', mark.name, x + 4 * ratio, bbox.top + 30 * ratio, 'info'); // prices fall: there is room above
    }
    for (const level of props.levels ?? []) {
      const y = u.valToPos(Number(level.amount), 'y', true);
      ctx.strokeStyle = colour('quiet');
      ctx.setLineDash([6 * ratio, 4 * ratio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      label(u, level.name, bbox.left + bbox.width / 2, y - 4 * ratio, 'quiet');
    }
    ctx.restore();
  }

  /** The focused point: a cross over everything. */
  function emphasise(u: uPlot): void {
    if (!focused) return;
    const ratio = devicePixelRatio;
    const x = u.valToPos(Date.parse(focused.at) / 1000, 'x', true);
    const y = u.valToPos(Number(focused.amount), 'y', true);
    u.ctx.save();
    u.ctx.lineWidth = 2 * ratio;
    u.ctx.strokeStyle = colour('ink');
    u.ctx.fillStyle = lineColour(focused.series);
    u.ctx.beginPath();
    u.ctx.arc(x, y, 6 * ratio, 0, 2 * Math.PI);
    u.ctx.fill();
    u.ctx.stroke();
    u.ctx.restore();
  }

  function make(): void {
    const stepped = uPlot.paths.stepped!({ align: 1 });
    const axis = { stroke: () => colour('quiet'), grid: { stroke: () => colour('line'), width: 1 }, ticks: { stroke: () => colour('line') }, font: font() };
    const narrow = target.clientWidth < 480;
    plot = new uPlot(
      {
        width: target.clientWidth,
        height,
        legend: { show: false },
        tzDate: (stamp) => uPlot.tzDate(new Date(stamp * 1000), zone()),
        cursor: { points: { size: 9 }, drag: { x: false, y: false } },
        scales: {
          y: {
            range: (_, low, high) => {
              const levels = (props.levels ?? []).map((level) => Number(level.amount));
              const [least, most] = [Math.min(low ?? 0, ...levels), Math.max(high ?? 1, ...levels)];
              const room = (most - least || most || 1) * 0.08;
              return [least - room, most + room];
            },
          },
        },
        axes: [
          { ...axis, space: 70, values: (_, ticks) => ticks.map((tick) => formatClock(language, tick * 1000, zone(), ticks.length > 1 && ticks[1]! - ticks[0]! < 60)) },
          {
            ...axis,
            size: 128,
            show: !narrow,
            // Whole amounts, never abbreviated: "M" would be miliar to one and million to another.
            values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) && tick >= 0 ? formatMoney(language, String(tick), props.currency) : '')),
          },
        ],
        series: [
          {},
          ...props.series.map((line, at) => ({
            label: line.name,
            stroke: () => lineColour(at),
            width: at < 3 ? 2.5 : 1.5,
            dash: at < 6 ? dashes[at]! : [],
            paths: stepped,
            points: { show: line.points.length < 60, size: 6, fill: () => lineColour(at) },
          })),
        ],
        hooks: { drawAxes: [decorate], draw: [emphasise], setCursor: [showHover] },
      },
      dataOf(props),
      target,
    );
    shape = shapeOf(props);
    target.append(hover);
  }

  const hover = document.createElement('div');
  hover.className = 'chart-hover figures';
  hover.hidden = true;

  /** Values in full beside the pointer. */
  function showHover(u: uPlot): void {
    const { left, top, idx } = u.cursor;
    if (left === undefined || left < 0 || idx === null || idx === undefined) {
      hover.hidden = true;
      return;
    }
    const time = u.data[0][idx]! * 1000;
    const rows = props.series.slice(0, 6).flatMap((line) => {
      const holding = line.points.filter((point) => Date.parse(point.at) <= time).pop();
      return holding ? [`${line.name}: ${formatMoney(language, holding.amount, props.currency)}`] : [];
    });
    hover.replaceChildren(
      ...[formatClock(language, time, zone()), ...rows].map((row) => {
        const line = document.createElement('div');
        line.textContent = row;
        return line;
      }),
    );
    hover.hidden = false;
    const onRight = left > target.clientWidth / 2;
    hover.style.top = `${Math.max(0, Math.min(top ?? 0, height - 120))}px`;
    hover.style.left = onRight ? '' : `${left + u.bbox.left / devicePixelRatio + 14}px`;
    hover.style.right = onRight ? `${target.clientWidth - left - u.bbox.left / devicePixelRatio + 14}px` : '';
  }

  const shapeOf = (of: ChartProps): string => of.series.map((line) => `${line.id}:${line.points.length < 60}`).join('|');
  const resize = new ResizeObserver(() => {
    if (target.clientWidth > 0 && target.clientWidth !== plot.width) {
      const wasNarrow = plot.width < 480;
      if (wasNarrow !== target.clientWidth < 480) {
        plot.destroy();
        make();
      } else plot.setSize({ width: target.clientWidth, height });
    }
  });
  const looks = ['(prefers-color-scheme: dark)', '(forced-colors: active)', 'print'].map((query) => matchMedia(query));
  const repaint = (): void => plot.redraw();
  make();
  resize.observe(target);
  for (const look of looks) look.addEventListener?.('change', repaint);

  return {
    update(next, nextLanguage) {
      props = next;
      language = nextLanguage;
      if (shape !== shapeOf(next)) {
        plot.destroy();
        make();
      } else plot.setData(dataOf(next));
    },
    focus(point) {
      focused = point;
      plot.redraw(false);
    },
    png(name) {
      const canvas = document.createElement('canvas');
      canvas.width = plot.ctx.canvas.width;
      canvas.height = plot.ctx.canvas.height;
      const context = canvas.getContext('2d')!;
      context.fillStyle = colour('page');
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(plot.ctx.canvas, 0, 0);
      canvas.toBlob((blob) => {
        if (!blob) return;
        const link = document.createElement('a');
        link.href = URL.createObjectURL(blob);
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      });
    },
    destroy() {
      resize.disconnect();
      for (const look of looks) look.removeEventListener?.('change', repaint);
      plot.destroy();
      hover.remove();
    },
  };
}
