import { useState } from 'preact/hooks';
import type { Story } from '../story';
import { Playback } from './playback';

const moments = [0, 60, 62, 300, 3600].map((second) => new Date(Date.UTC(2026, 10, 22, 3) + second * 1000).toISOString());

function Example({ from }: { from: number }) {
  const [shown, setShown] = useState(from);
  return <Playback moments={moments} shown={shown} onChange={setShown} zone="Asia/Jakarta" />;
}

export const stories: Story[] = [
  { name: 'at the end', render: () => <Example from={moments.length} /> },
  { name: 'before the first step', render: () => <Example from={0} /> },
];
