import './task_list.css';
import type { ComponentChildren } from 'preact';
import { dictionary, useText } from '../../i18n/language';
import { Pill, type PillKind } from '../pill/pill';

const texts = dictionary(
  { todo: 'Belum', started: 'Sedang diisi', done: 'Selesai', blocked: 'Belum bisa', problem: 'Perlu diperbaiki' },
  { todo: 'To do', started: 'In progress', done: 'Done', blocked: 'Not yet', problem: 'Needs attention' },
);
export type TaskState = 'todo' | 'started' | 'done' | 'blocked' | 'problem';
const kinds: Record<TaskState, PillKind> = { todo: 'neutral', started: 'info', done: 'good', blocked: 'neutral', problem: 'danger' };

export interface Task {
  name: ComponentChildren;
  hint?: ComponentChildren;
  state: TaskState;
  /** Where it is done; a task that is blocked leads nowhere. */
  href?: string;
  onClick?: () => void;
}

/** Long work as a list of tasks, saved as it goes. */
export function TaskList({ tasks }: { tasks: Task[] }) {
  const text = useText(texts);
  return (
    <ul class="task-list">
      {tasks.map((task, at) => (
        <li key={at}>
          <div>
            {task.state === 'blocked' || (!task.href && !task.onClick) ? (
              <span>{task.name}</span>
            ) : task.href ? (
              <a href={task.href}>{task.name}</a>
            ) : (
              <button type="button" onClick={task.onClick}>
                {task.name}
              </button>
            )}
            {task.hint && <p class="quiet small">{task.hint}</p>}
          </div>
          <Pill kind={kinds[task.state]} icon={task.state === 'blocked' ? 'lock' : task.state === 'started' ? 'half' : undefined}>
            {text[task.state]}
          </Pill>
        </li>
      ))}
    </ul>
  );
}
