import './account.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem } from '../../api/client';
import { session, signIn } from '../../api/session';
import { dictionary, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { Button } from '../../parts/button/button';
import { ErrorSummary, type SummaryError } from '../../parts/error_summary/error_summary';
import { TextField } from '../../parts/field/field';
import { Title } from '../../parts/headings/headings';
import { navigate, type PageProps } from '../../router';
import { useProblemText } from '../../parts/problem/problem';

const texts = dictionary(
  {
    title: 'Masuk',
    intro: 'Untuk melihat tender dan menonton lelang, Anda tidak perlu akun.',
    login: 'Nama pengguna',
    password: 'Kata sandi',
    show: 'Lihat',
    hide: 'Tutup',
    ofPassword: 'kata sandi',
    submit: 'Masuk',
    loginMissing: 'Isi nama pengguna.',
    passwordMissing: 'Isi kata sandi.',
    invalid_credentials: 'Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.',
    help: 'Akun dibuat oleh pengelola. Lupa kata sandi? Hubungi pengelola instansi atau perusahaan Anda.',
  },
  {
    title: 'Sign in',
    intro: 'You need no account to read tenders and to watch auctions.',
    login: 'User name',
    password: 'Password',
    show: 'Show',
    hide: 'Hide',
    ofPassword: 'the password',
    submit: 'Sign in',
    loginMissing: 'Enter your user name.',
    passwordMissing: 'Enter your password.',
    invalid_credentials: 'User name and password do not match. Check capital letters, then try again.',
    help: 'Accounts are made by the administrator. Forgot your password? Ask the administrator of your agency or business.',
  },
);

/** Only addresses of this house: `//elsewhere` and `https:` would take people away. */
export function safeReturn(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/desk';
}

export default function SignIn({ query }: PageProps) {
  const text = useText(texts);
  const who = useStore(session);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [errors, setErrors] = useState<{ login?: string; password?: string; whole?: string }>({});
  const passwordField = useRef<HTMLInputElement>(null);
  const refused = text.invalid_credentials;
  const say = useProblemText({ invalid_credentials: refused, wrong_credentials: refused, unauthenticated: refused, sign_in_failed: refused });
  const to = safeReturn(query.get('to'));

  useEffect(() => {
    if (who) navigate(to, { replace: true });
  }, [who, to]);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const found = {
      ...(login.trim() === '' && { login: text.loginMissing }),
      ...(password === '' && { password: text.passwordMissing }),
    };
    setErrors(found);
    setAttempt((n) => n + 1);
    if (found.login || found.password) return;
    setBusy(true);
    try {
      await signIn(login.trim(), password);
    } catch (problem) {
      setErrors({ whole: problem instanceof ApiProblem && problem.status === 401 ? refused : say(problem) });
      setAttempt((n) => n + 1);
      setBusy(false);
      passwordField.current?.select();
    }
  };

  const summary: SummaryError[] = [
    ...(errors.whole ? [{ message: errors.whole }] : []),
    ...(errors.login ? [{ field: 'login', message: errors.login }] : []),
    ...(errors.password ? [{ field: 'password', message: errors.password }] : []),
  ];

  return (
    <div class="sign-in stack wide">
      <Title>{text.title}</Title>
      <p class="quiet">{text.intro}</p>
      <ErrorSummary errors={summary} attempt={attempt} />
      <form class="stack wide" noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          id="login"
          name="username"
          label={text.login}
          value={login}
          onInput={setLogin}
          autocomplete="username"
          spellcheck={false}
          error={errors.login}
        />
        <TextField
          id="password"
          name="password"
          label={text.password}
          type={shown ? 'text' : 'password'}
          value={password}
          onInput={setPassword}
          autocomplete="current-password"
          spellcheck={false}
          error={errors.password}
          input={passwordField}
          after={
            <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? text.hide : text.show} <span class="sr-only">{text.ofPassword}</span>
            </Button>
          }
        />
        <Button kind="primary" type="submit" busy={busy} wide>
          {text.submit}
        </Button>
      </form>
      <p class="quiet small">{text.help}</p>
    </div>
  );
}
