// Every part in every state. Left out of what people are served; the browser tests photograph it.
import './style_page.css';
import { useLanguage } from '../i18n/language';
import { Title } from '../parts/headings/headings';
import type { Story } from '../parts/story';
import type { PageProps } from '../router';

const modules = import.meta.glob<{ stories: Story[] }>('../parts/*/*.story.tsx', { eager: true });

export default function StylePage({ query }: PageProps) {
  const language = useLanguage();
  const only = query.get('part');
  return (
    <div class="stack wide">
      <Title>Terang: parts</Title>
      {Object.entries(modules).map(([path, { stories }]) => {
        const part = /([a-z_]+)\.story/.exec(path)![1]!;
        if (only && only !== part) return null;
        return (
          <section key={path} class="style-part" id={part} aria-label={part}>
            <h2>{part.replace(/_/g, ' ')}</h2>
            {stories.map((story) => (
              <div key={story.name} class="style-story">
                <p class="style-name">{story.name}</p>
                <div>{story.render(language)}</div>
              </div>
            ))}
          </section>
        );
      })}
    </div>
  );
}
