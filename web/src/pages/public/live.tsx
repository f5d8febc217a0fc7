import { Title } from '../../parts/headings/headings';

export default function Page() {
  return <Title>…</Title>;
}
