import './file_drop.css';
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { Button } from '../button/button';
import { Icon } from '../icon';

const texts = dictionary(
  {
    choose: 'Pilih berkas',
    or: 'atau jatuhkan berkas di sini',
    drop: 'Lepaskan untuk memakai berkas ini',
    resume: 'Lanjutkan',
    pause: 'Jeda',
    states: { reading: 'Membaca', sending: 'Mengirim', paused: 'Dijeda', done: 'Selesai', failed: 'Gagal' },
    of: (done: string, all: string) => `${done} dari ${all}`,
  },
  {
    choose: 'Choose a file',
    or: 'or drop a file here',
    drop: 'Let go to use this file',
    resume: 'Resume',
    pause: 'Pause',
    states: { reading: 'Reading', sending: 'Sending', paused: 'Paused', done: 'Done', failed: 'Failed' },
    of: (done: string, all: string) => `${done} of ${all}`,
  },
);

export interface FileProgress {
  name: string;
  size: number;
  done: number;
  state: 'reading' | 'sending' | 'paused' | 'done' | 'failed';
  message?: ComponentChildren;
}

export interface FileDropProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  accept?: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
  progress?: FileProgress[];
  onPause?: (name: string) => void;
  onResume?: (name: string) => void;
}

/** Bytes in the units people know; whole numbers up to 10 KB, one decimal above. */
export function useSize(): (bytes: number) => string {
  const format = useFormat();
  return (bytes) => {
    const units = ['B', 'KB', 'MB', 'GB'];
    let [value, unit] = [bytes, 0];
    while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
    return `${format.number(unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1))}\u00a0${units[unit]}`;
  };
}

export function FileDrop({ label, hint, accept, multiple, onFiles, progress = [], onPause, onResume }: FileDropProps) {
  const text = useText(texts);
  const size = useSize();
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div class="stack tight">
      <div
        class={`file-drop${over ? ' over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const files = [...(event.dataTransfer?.files ?? [])];
          if (files.length) onFiles(multiple ? files : files.slice(0, 1));
        }}
      >
        <label class="field-label" for={id}>
          {label}
        </label>
        {hint && (
          <p class="field-hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        <div class="row">
          <span class="file-choose">
            <input
              id={id}
              type="file"
              accept={accept}
              multiple={multiple}
              aria-describedby={hint ? `${id}-hint` : undefined}
              onChange={(event) => {
                const files = [...(event.currentTarget.files ?? [])];
                // So that the same file can be chosen again after it was mended.
                event.currentTarget.value = '';
                if (files.length) onFiles(files);
              }}
            />
            <span class="button plain" aria-hidden="true">
              <Icon name="file" /> {text.choose}
            </span>
          </span>
          <span class="quiet file-or">{over ? text.drop : text.or}</span>
        </div>
      </div>
      {progress.length > 0 && (
        <ul class="file-list">
          {progress.map((file) => (
            <li key={file.name} class={file.state}>
              <div class="row spread">
                <span class="file-name">{file.name}</span>
                <span class="quiet small figures">
                  {text.states[file.state]} · {file.state === 'done' ? size(file.size) : text.of(size(file.done), size(file.size))}
                </span>
              </div>
              {(file.state === 'reading' || file.state === 'sending' || file.state === 'paused') && (
                <progress max={file.size || 1} value={file.done} aria-label={`${text.states[file.state]} ${file.name}`} />
              )}
              {file.message && <p class={file.state === 'failed' ? 'field-error' : 'small'}>{file.message}</p>}
              {file.state === 'sending' && onPause && (
                <Button small onClick={() => onPause(file.name)}>
                  {text.pause}
                </Button>
              )}
              {(file.state === 'paused' || file.state === 'failed') && onResume && (
                <Button small onClick={() => onResume(file.name)}>
                  {text.resume}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
