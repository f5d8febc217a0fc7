import type { Story } from '../story';
import { Notice } from './notice';

export const stories: Story[] = (['info', 'good', 'warning', 'danger'] as const).map((kind) => ({
  name: kind,
  render: (l) => (
    <Notice kind={kind} title={kind === 'warning' ? (l === 'id' ? 'Lelang dijeda' : 'The auction is paused') : undefined}>
      <p>
        {l === 'id' ? 'Jam berhenti. Sisa waktu tetap disimpan untuk Anda. ' : 'The clock stands still. The time that is left is kept. '}
        <a href="/help">{l === 'id' ? 'Apa artinya?' : 'What does this mean?'}</a>
      </p>
    </Notice>
  ),
}));
