import type { Story } from '../story';
import { TaskList, type TaskState } from './task_list';

const names: Record<TaskState, [string, string]> = {
  done: ['Judul dan pembeli', 'Title and buyer'],
  started: ['Lot dan barang', 'Lots and items'],
  problem: ['Aturan lelang', 'Rules of the auction'],
  todo: ['Jadwal', 'Schedule'],
  blocked: ['Umumkan', 'Publish'],
};

export const stories: Story[] = [
  {
    name: 'all states',
    render: (l) => (
      <TaskList
        tasks={(Object.keys(names) as TaskState[]).map((state) => ({
          name: names[state][l === 'id' ? 0 : 1],
          state,
          href: '/style',
          hint: state === 'blocked' ? (l === 'id' ? 'Setelah semua bagian selesai.' : 'Once every part is done.') : undefined,
        }))}
      />
    ),
  },
];
