import { useState } from 'preact/hooks';
import { Button } from '../button/button';
import type { Story } from '../story';
import { Dialog } from './dialog';

function Opener({ l }: { l: 'id' | 'en' }) {
  const [open, setOpen] = useState(false);
  const id = l === 'id';
  return (
    <>
      <Button onClick={() => setOpen(true)} data-test="open-dialog">
        {id ? 'Jeda lot' : 'Pause the lot'}
      </Button>
      {open && (
        <Dialog
          title={id ? 'Jeda lot ini?' : 'Pause this lot?'}
          onClose={() => setOpen(false)}
          actions={
            <>
              <Button kind="primary" onClick={() => setOpen(false)}>
                {id ? 'Jeda sekarang' : 'Pause now'}
              </Button>
              <Button onClick={() => setOpen(false)}>{id ? 'Kembali' : 'Back'}</Button>
            </>
          }
        >
          <p>{id ? 'Jam berhenti dan semua peserta diberi tahu.' : 'The clock stops and everyone is told.'}</p>
        </Dialog>
      )}
    </>
  );
}

export const stories: Story[] = [{ name: 'opened by a button', render: (l) => <Opener l={l} /> }];
