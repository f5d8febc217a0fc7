import './chart.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { localZone, zoneName } from '../../lib/time';
import { Button } from '../button/button';
import { Icon } from '../icon';
import { Table } from '../table/table';
import type { DrawnChart } from './draw';

const texts = dictionary(
  {
    chart: 'Grafik',
    table: 'Tabel',
    png: 'Unduh PNG',
    loading: 'Memuat grafik…',
    failed: 'Grafik tidak dapat dimuat. Datanya ada di tabel.',
    keys: 'Panah kiri dan kanan berpindah antarpenawaran.',
    time: 'Waktu',
    who: 'Penawar',
    price: 'Harga',
    what: (name: string, price: string, time: string) => `${name}: ${price} pada ${time}`,
    none: 'Belum ada penawaran. Garis muncul setelah penawaran pertama.',
    others: 'Lainnya',
  },
  {
    chart: 'Chart',
    table: 'Table',
    png: 'Download PNG',
    loading: 'Loading the chart…',
    failed: 'The chart could not be loaded. Its data is in the table.',
    keys: 'The left and right arrow keys go from bid to bid.',
    time: 'Time',
    who: 'Bidder',
    price: 'Price',
    what: (name: string, price: string, time: string) => `${name}: ${price} at ${time}`,
    none: 'No bids yet. The line begins with the first bid.',
    others: 'Others',
  },
);

export interface ChartPoint {
  at: string;
  amount: string;
}
export interface ChartSeries {
  id: string;
  name: string;
  points: ChartPoint[];
}
export interface ChartBand {
  from: string;
  to: string;
  name: string;
}
export interface ChartProps {
  /** What the chart shows; its accessible name and its file's name. */
  title: string;
  file: string;
  currency: string;
  /** Best first: six get a colour, the rest are grey. */
  series: ChartSeries[];
  /** Level lines: ceiling, reserve. */
  levels?: { name: string; amount: string }[];
  /** Moments: extensions. */
  marks?: { at: string; name: string }[];
  /** Spans: pauses, outages. */
  bands?: ChartBand[];
  /** Where the axis begins and ends. */
  from: string;
  to: string;
  /** How far lines are drawn, where nothing is known of the rest of the axis; else to its end. */
  until?: string;
  zone?: string;
  empty?: ComponentChildren;
}

export interface FlatPoint extends ChartPoint {
  series: number;
  name: string;
}

/** All points of all lines in the order of time: for the table, the keyboard and the CSV file. */
export function flatten(series: ChartSeries[]): FlatPoint[] {
  return series
    .flatMap((line, at) => line.points.map((point) => ({ ...point, series: at, name: line.name })))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Step lines over time with the same data as a table behind a button. The drawing library is loaded when seen. */
export function PriceChart(props: ChartProps) {
  const { title, file, currency, series, zone = localZone(), empty } = props;
  const text = useText(texts);
  const format = useFormat();
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  const [state, setState] = useState<'waiting' | 'ready' | 'failed'>('waiting');
  const [at, setAt] = useState<number | undefined>();
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnChart | undefined>(undefined);
  const points = flatten(series);

  useEffect(() => {
    if (shown !== 'chart' || points.length === 0 || !box.current) return;
    let current = true;
    const target = box.current;
    const load = (): void => {
      import('./draw').then(
        ({ draw }) => {
          if (!current) return;
          drawn.current = draw(target, props, format.language);
          setState('ready');
        },
        () => current && setState('failed'),
      );
    };
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      load();
    });
    seen.observe(target);
    return () => {
      current = false;
      seen.disconnect();
      drawn.current?.destroy();
      drawn.current = undefined;
    };
  }, [shown, points.length === 0, format.language]);

  useEffect(() => drawn.current?.update(props, format.language));
  const point = at === undefined ? undefined : points[Math.min(at, points.length - 1)];
  useEffect(() => drawn.current?.focus(point), [point?.at, point?.series]);

  if (points.length === 0) return <>{empty ?? <p class="quiet">{text.none}</p>}</>;
  const zoneAt = zoneName(zone, Date.parse(points[0]!.at));
  const move = (event: KeyboardEvent): void => {
    const last = points.length - 1;
    const next: Record<string, number> = {
      ArrowRight: at === undefined ? 0 : Math.min(last, at + 1),
      ArrowLeft: at === undefined ? last : Math.max(0, at - 1),
      Home: 0,
      End: last,
    };
    if (event.key in next) {
      event.preventDefault();
      setAt(next[event.key]);
    } else if (event.key === 'Escape') setAt(undefined);
  };
  return (
    <div class="chart">
      <div class="chart-tools no-print" role="group" aria-label={title}>
        {(['chart', 'table'] as const).map((view) => (
          <button key={view} type="button" aria-pressed={shown === view ? 'true' : 'false'} onClick={() => setShown(view)}>
            {text[view]}
          </button>
        ))}
      </div>
      {shown === 'chart' ? (
        <figure>
          <figcaption class="sr-only">{title}</figcaption>
          <ul class="chart-legend">
            {series.slice(0, 6).map((line, n) => (
              <li key={line.id}>
                <span class={`chart-key line-${n + 1}`} aria-hidden="true" />
                {line.name}
              </li>
            ))}
            {series.length > 6 && (
              <li>
                <span class="chart-key line-rest" aria-hidden="true" />
                {text.others} ({series.length - 6})
              </li>
            )}
          </ul>
          {state === 'failed' && <p class="field-error">{text.failed}</p>}
          {state === 'waiting' && <p class="quiet">{text.loading}</p>}
          <div
            class="chart-drawing"
            ref={box}
            tabIndex={0}
            role="application"
            aria-label={`${title}. ${text.keys}`}
            onKeyDown={move}
            onBlur={() => setAt(undefined)}
          />
          <p class="chart-reading figures" role="status">
            {point ? text.what(point.name, format.money(point.amount, currency), format.dateTime(point.at, zone, true)) : '\u00a0'}
          </p>
          <Button kind="quiet" small onClick={() => drawn.current?.png(`${file}.png`)} disabled={state !== 'ready'}>
            <Icon name="download" /> {text.png}
          </Button>
        </figure>
      ) : (
        <Table
          caption={title}
          hideCaption
          file={file}
          rows={points.map((row, n) => ({ ...row, n }))}
          rowKey={(row) => row.n}
          sorted={{ column: 'time', down: true }}
          columns={[
            {
              id: 'time',
              name: `${text.time} (${zoneAt})`,
              cell: (row) => format.clock(row.at, zone),
              sort: (row) => row.at,
              text: (row) => row.at,
            },
            { id: 'who', name: text.who, cell: (row) => row.name, sort: (row) => row.name, text: (row) => row.name },
            {
              id: 'price',
              name: text.price,
              numeric: true,
              cell: (row) => format.money(row.amount, currency),
              sort: (row) => Number(row.amount),
              text: (row) => row.amount,
            },
          ]}
        />
      )}
    </div>
  );
}
