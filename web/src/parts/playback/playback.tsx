import './playback.css';
import { useEffect, useId, useState } from 'preact/hooks';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { localZone } from '../../lib/time';
import { Button } from '../button/button';
import { SelectField } from '../field/more_fields';
import { type Speed, speeds, waitBetween } from './pace';

const texts = dictionary(
  {
    position: 'Langkah yang ditampilkan',
    at: (n: number, of: number, time: string) => `Langkah ${n} dari ${of}, pukul ${time}`,
    before: (of: number) => `Sebelum langkah pertama dari ${of}`,
    play: 'Putar',
    pause: 'Jeda',
    back: 'Mundur',
    forward: 'Maju',
    end: 'Ke akhir',
    speed: 'Kecepatan',
    times: (n: number) => (n === 1 ? 'Waktu sebenarnya' : `${n} kali lebih cepat`),
  },
  {
    position: 'Step shown',
    at: (n: number, of: number, time: string) => `Step ${n} of ${of}, at ${time}`,
    before: (of: number) => `Before the first of ${of} steps`,
    play: 'Play',
    pause: 'Pause',
    back: 'Back',
    forward: 'Forward',
    end: 'To the end',
    speed: 'Speed',
    times: (n: number) => (n === 1 ? 'As it was' : `${n} times faster`),
  },
);

export interface PlaybackProps {
  /** When each step happened, in order. */
  moments: readonly string[];
  /** How many of them are shown: 0 … moments.length. */
  shown: number;
  onChange: (shown: number) => void;
  zone?: string;
}

/** Goes through what happened step by step, by hand or by itself. Long silences are cut short. */
export function Playback({ moments, shown, onChange, zone = localZone() }: PlaybackProps) {
  const text = useText(texts);
  const format = useFormat();
  const id = useId();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(60);
  const last = moments.length;
  const over = shown >= last;
  useEffect(() => {
    if (!playing) return;
    if (over) return setPlaying(false);
    const now = moments[Math.max(0, shown - 1)]!;
    const timer = setTimeout(() => onChange(shown + 1), waitBetween(now, moments[shown]!, speed));
    return () => clearTimeout(timer);
  }, [playing, shown, speed, moments]);
  const go = (to: number): void => {
    setPlaying(false);
    onChange(Math.min(last, Math.max(0, to)));
  };
  const where = shown === 0 ? text.before(last) : text.at(shown, last, format.clock(moments[shown - 1]!, zone));
  return (
    <div class="playback no-print" role="group" aria-label={text.position}>
      <label class="playback-at" for={id}>
        {where}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        value={shown}
        aria-valuetext={where}
        onInput={(event) => go(Number((event.target as HTMLInputElement).value))}
      />
      <div class="playback-row">
        <div class="playback-buttons">
          <Button
            kind="primary"
            onClick={() => {
              if (over) onChange(0);
              setPlaying(!playing);
            }}
          >
            {playing ? text.pause : text.play}
          </Button>
          <Button onClick={() => go(shown - 1)}>
            {text.back}
          </Button>
          <Button onClick={() => go(shown + 1)}>
            {text.forward}
          </Button>
          <Button kind="quiet" onClick={() => go(last)}>
            {text.end}
          </Button>
        </div>
        <SelectField
          label={text.speed}
          value={String(speed)}
          choices={speeds.map((one) => ({ value: String(one), label: text.times(one) }))}
          onChange={(value) => setSpeed(Number(value) as Speed)}
        />
      </div>
    </div>
  );
}
