import './style/tokens.css';
import './style/base.css';
import { render } from 'preact';
import { loadSession } from './api/session';
import { App } from './app';
import { bindDocumentLanguage } from './i18n/language';
import { bindLinks } from './router';

bindDocumentLanguage();
bindLinks();
void loadSession();
render(<App />, document.getElementById('app')!);
