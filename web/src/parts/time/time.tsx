import './time.css';
import { useState } from 'preact/hooks';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { indonesianZones, localZone } from '../../lib/time';

const texts = dictionary(
  { all: 'Lihat dalam WIB, WITA, WIT', fewer: 'Tutup' },
  { all: 'See in WIB, WITA, WIT', fewer: 'Close' },
);

export interface TimeProps {
  at: string;
  /** IANA name; the viewer's own where absent. */
  zone?: string;
  seconds?: boolean;
  /** "in 5 minutes" beside it, kept up to date. */
  relative?: boolean;
  /** A button that shows the three Indonesian zones and the viewer's own. */
  zones?: boolean;
}

function Relative({ at }: { at: string }) {
  const format = useFormat();
  const now = useServerNow(1000);
  return <span class="quiet"> ({format.relative(at, now)})</span>;
}

export function Time({ at, zone, seconds, relative, zones }: TimeProps) {
  const format = useFormat();
  const text = useText(texts);
  const [open, setOpen] = useState(false);
  const own = localZone();
  const first = zone ?? own;
  const others = [...new Set([...indonesianZones, own])].filter((name) => name !== first);
  return (
    <span class="time">
      <time dateTime={at} class="figures">
        {format.dateTime(at, first, seconds)}
      </time>
      {relative && <Relative at={at} />}
      {zones && (
        <>
          {open && (
            <span class="time-zones">
              {others.map((name) => (
                <time key={name} dateTime={at} class="figures">
                  {format.dateTime(at, name, seconds)}
                </time>
              ))}
            </span>
          )}{' '}
          <button type="button" class="time-more no-print" aria-expanded={open ? 'true' : 'false'} onClick={() => setOpen(!open)}>
            {open ? text.fewer : text.all}
          </button>
        </>
      )}
    </span>
  );
}
