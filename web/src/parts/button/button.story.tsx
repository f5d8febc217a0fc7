import type { Story } from '../story';
import { Button, Buttons } from './button';

export const stories: Story[] = [
  {
    name: 'kinds',
    render: (l) => (
      <Buttons>
        <Button kind="primary">{l === 'id' ? 'Kirim penawaran Rp 1.250.000.000' : 'Send bid of Rp 1,250,000,000'}</Button>
        <Button>{l === 'id' ? 'Simpan draf' : 'Save draft'}</Button>
        <Button kind="danger">{l === 'id' ? 'Batalkan lot' : 'Cancel lot'}</Button>
        <Button kind="quiet">{l === 'id' ? 'Nanti saja' : 'Not now'}</Button>
      </Buttons>
    ),
  },
  {
    name: 'busy, disabled, as a link, small',
    render: (l) => (
      <Buttons>
        <Button kind="primary" busy>
          {l === 'id' ? 'Mengirim' : 'Sending'}
        </Button>
        <Button disabled>{l === 'id' ? 'Tidak tersedia' : 'Not available'}</Button>
        <Button href="/style">{l === 'id' ? 'Sebuah tautan' : 'A link'}</Button>
        <Button small>{l === 'id' ? 'Kecil' : 'Small'}</Button>
      </Buttons>
    ),
  },
];
