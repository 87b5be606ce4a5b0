import { createRoot } from 'react-dom/client';
import { createStudio } from '../store/studio';
import { App } from '../ui/App';
import { isLanguage, speak, words } from '../words';
import { gridFormat } from './grid-format';
import { holdStudio } from './hold/hold';
import { missingFeatures } from './missing-features';
import { guardPage } from '../ui/frame/page-guard';
import { createPorts } from './ports';

async function open(root: HTMLElement): Promise<void> {
  const [missing] = await Promise.all([missingFeatures(), chooseLanguage()]);
  const ports = createPorts(missing, await gridFormat());
  const studio = createStudio(ports);
  createRoot(root).render(<App store={studio.store} />);
  void studio.start().then(() => holdStudio(missing.includes('locks') ? null : ports.tabs.claims));
}

/** The language that the address asks for, as in `?language=en`; without it, the studio's own. */
async function chooseLanguage(): Promise<void> {
  const asked = new URLSearchParams(window.location.search).get('language');
  if (isLanguage(asked)) await speak(asked).catch(() => undefined);
}

/** A page that cannot be put together says so: never a blank one. */
function refuse(root: HTMLElement, cause: unknown): void {
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent = words().frame.notOpened(String(cause));
  root.replaceChildren(text);
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');
guardPage(window);
open(root).catch((cause: unknown) => refuse(root, cause));
