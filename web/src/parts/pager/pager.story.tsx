import type { Story } from '../story';
import { Pager } from './pager';

export const stories: Story[] = [
  { name: 'middle', render: (l) => <Pager previous="/style" next="/style" summary={l === 'id' ? '21–40 dari 5.495' : '21–40 of 5,495'} /> },
  { name: 'first', render: (l) => <Pager label="Pager 2" next="/style" summary={l === 'id' ? '1–20 dari 5.495' : '1–20 of 5,495'} /> },
];
