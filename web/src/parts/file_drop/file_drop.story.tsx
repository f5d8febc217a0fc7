import type { Story } from '../story';
import { FileDrop } from './file_drop';

export const stories: Story[] = [
  {
    name: 'empty',
    render: (l) => (
      <FileDrop
        label={l === 'id' ? 'Tanda terima atau bundel' : 'Receipt or bundle'}
        hint={l === 'id' ? 'Berkas tidak dikirim ke mana pun.' : 'The file is not sent anywhere.'}
        onFiles={() => {}}
      />
    ),
  },
  {
    name: 'progress',
    render: (l) => (
      <FileDrop
        label={l === 'id' ? 'Dokumen' : 'Documents'}
        onFiles={() => {}}
        onPause={() => {}}
        onResume={() => {}}
        progress={[
          { name: 'kerangka-acuan-kerja.pdf', size: 2_400_000, done: 900_000, state: 'sending' },
          { name: 'gambar-teknis-lampiran-b-revisi-3.pdf', size: 18_000_000, done: 7_100_000, state: 'paused' },
          { name: 'daftar-kuantitas.xlsx', size: 82_000, done: 82_000, state: 'done' },
          { name: 'brosur.pdf', size: 5_200_000, done: 0, state: 'failed', message: l === 'id' ? 'Sambungan terputus.' : 'The connection was lost.' },
        ]}
      />
    ),
  },
];
