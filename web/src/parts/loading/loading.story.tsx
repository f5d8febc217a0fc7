import type { Story } from '../story';
import { Loading } from './loading';

export const stories: Story[] = [{ name: 'loading', render: () => <Loading /> }];
